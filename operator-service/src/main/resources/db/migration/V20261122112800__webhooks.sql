-- Where operators want their feed sent to. The position is how far each has been taken over into deliveries.
create table webhooks (
    webhook_id  uuid        not null,
    operator_id uuid        not null,
    url         text        not null,
    types       text[]      not null,
    description text,
    secret      bytea       not null,
    position    bigint      not null,
    created_at  timestamptz not null,
    created_by  text        not null,
    version     bigint      not null,
    constraint webhooks_pk primary key (webhook_id),
    constraint webhooks_position_not_negative check (position >= 0)
);
create index webhooks_of_operator on webhooks (operator_id, webhook_id);

create table webhook_deliveries (
    delivery_id  uuid        not null,
    webhook_id   uuid        not null,
    operator_id  uuid        not null,
    position     bigint      not null,
    event_id     uuid        not null,
    type         text        not null,
    body         text        not null,
    status       text        not null,
    attempts     integer     not null default 0,
    created_at   timestamptz not null,
    give_up_at   timestamptz not null,
    next_at      timestamptz,
    ended_at     timestamptz,
    constraint webhook_deliveries_pk primary key (delivery_id),
    constraint webhook_deliveries_webhook foreign key (webhook_id) references webhooks (webhook_id) on delete cascade,
    constraint webhook_deliveries_event_once unique (webhook_id, position),
    constraint webhook_deliveries_status_known check (status in ('pending', 'delivered', 'dead')),
    constraint webhook_deliveries_pending_is_due check ((status = 'pending') = (next_at is not null)),
    constraint webhook_deliveries_over_has_end check ((status = 'pending') = (ended_at is null))
);
create index webhook_deliveries_due on webhook_deliveries (next_at) where status = 'pending';
create index webhook_deliveries_listed on webhook_deliveries (webhook_id, status, delivery_id);
create index webhook_deliveries_by_age on webhook_deliveries (created_at) where status <> 'pending';

-- Each try. What the receiver answered beyond its status is not kept: nobody knows what it says.
create table webhook_attempts (
    delivery_id uuid        not null,
    attempt     integer     not null,
    operator_id uuid        not null,
    at          timestamptz not null,
    status      integer,
    error       text,
    millis      bigint      not null,
    constraint webhook_attempts_pk primary key (delivery_id, attempt),
    constraint webhook_attempts_delivery foreign key (delivery_id) references webhook_deliveries (delivery_id) on delete cascade
);

alter table webhooks enable row level security;
alter table webhooks force row level security;
create policy webhooks_app on webhooks to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid)
    with check (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy webhooks_background on webhooks to ${background_role} using (true) with check (true);
alter table webhook_deliveries enable row level security;
alter table webhook_deliveries force row level security;
create policy webhook_deliveries_app on webhook_deliveries to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid)
    with check (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy webhook_deliveries_background on webhook_deliveries to ${background_role} using (true) with check (true);
alter table webhook_attempts enable row level security;
alter table webhook_attempts force row level security;
create policy webhook_attempts_app on webhook_attempts to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid)
    with check (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy webhook_attempts_background on webhook_attempts to ${background_role} using (true) with check (true);

-- Update of a webhook by the request path: it is locked before it is deleted.
grant select, insert, update, delete on webhooks to ${app_role};
grant select, update on webhook_deliveries to ${app_role};
grant select on webhook_attempts to ${app_role};
grant select, update on webhooks to ${background_role};
grant select, insert, update, delete on webhook_deliveries to ${background_role};
grant select, insert on webhook_attempts to ${background_role};
