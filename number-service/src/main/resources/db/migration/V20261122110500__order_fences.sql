-- Orders that were cancelled: nothing of them can be delivered any more. Written once by an accepted cancellation, overwritten by nothing.
create table order_fence (
    order_id        uuid        not null,
    tenant_id       uuid        not null,
    operator_id     uuid        not null,
    cancellation_id uuid        not null,
    set_at          timestamptz not null default business_now(),
    constraint order_fence_pk primary key (order_id, tenant_id, operator_id)
);

-- Decisions by cancellation: asked again, the same answer.
create table order_cancellation_decision (
    cancellation_id uuid  not null,
    tenant_id       uuid  not null,
    operator_id     uuid  not null,
    answer          jsonb not null,
    constraint order_cancellation_decision_pk primary key (cancellation_id)
);

alter table order_fence enable row level security;
alter table order_fence force row level security;
create policy order_fence_background on order_fence to ${background_role} using (true) with check (true);
alter table order_cancellation_decision enable row level security;
alter table order_cancellation_decision force row level security;
create policy order_cancellation_decision_background on order_cancellation_decision to ${background_role}
    using (true) with check (true);
grant select, insert on order_fence, order_cancellation_decision to ${background_role};

-- An order delivers a number at most once, ever: a stay that is over keeps its row.
create unique index phone_number_once_of_order on phone_number (order_id, number) where order_id is not null;
-- A cancellation takes the order's chunks out of those that wait.
create index parked_chunk_of_order on parked_chunk (tenant_id, operator_id, (payload ->> 'orderId'));
