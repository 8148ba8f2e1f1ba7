-- A cancellation is asked of number-service; until its answer the order stays as it is and goes nowhere.
alter table orders
    add column cancellation_id uuid,
    add column cancellation_by text,
    add column cancellation_reason text,
    add constraint orders_cancellation_whole check ((cancellation_id is null) = (cancellation_by is null)),
    add constraint orders_cancellation_of_open_order check (cancellation_id is null or status not in
        ('completed', 'rejected', 'cancelled'));

-- Each way in which orders are listed reads one index in its order, however many orders there are.
create index orders_of_status on orders (operator_id, status, order_id);
create index orders_of_tenant_and_status on orders (operator_id, tenant_id, status, order_id);
-- A removal cancels what is open.
create index orders_open on orders (operator_id, tenant_id, order_id) where status not in ('completed', 'rejected', 'cancelled');

-- Every change of an order: only ever added to.
create table order_history (
    order_id            uuid        not null,
    entry               integer     not null,
    operator_id         uuid        not null,
    tenant_id           uuid        not null,
    at                  timestamptz not null,
    action              text        not null,
    by                  text        not null,
    reason              text,
    status_before       text,
    status_after        text        not null,
    porting_date_before date,
    porting_date_after  date,
    constraint order_history_pk primary key (order_id, entry),
    constraint order_history_order foreign key (order_id) references orders (order_id)
);

insert into order_history (order_id, entry, operator_id, tenant_id, at, action, by, reason, status_before, status_after,
    porting_date_before, porting_date_after)
select s.order_id, s.step, s.operator_id, s.tenant_id, s.at, s.status, s.by, s.reason,
       lag(s.status) over (partition by s.order_id order by s.step), s.status,
       case when s.step > 1 then o.porting_date end, o.porting_date
from order_steps s
join orders o on o.order_id = s.order_id;

alter table order_history enable row level security;
alter table order_history force row level security;
create policy order_history_app on order_history to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid)
    with check (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy order_history_background on order_history to ${background_role} using (true) with check (true);
grant select, insert on order_history to ${app_role}, ${background_role};
