-- First answers to requests that came with an Idempotency-Key, kept for 24 hours. A caller sees its own only; tenant and operator are those
-- of the path, so that their data can be erased.
create table idempotency_record (
    caller           text        not null,
    method           text        not null,
    path             text        not null,
    idempotency_key  text        not null,
    request_digest   text        not null,
    tenant_id        uuid,
    operator_id      uuid,
    status           integer     not null,
    headers          jsonb       not null,
    body             text,
    created_at       timestamptz not null default business_now(),
    constraint idempotency_record_pk primary key (caller, method, path, idempotency_key)
);
create index idempotency_record_by_age on idempotency_record (created_at);
create index idempotency_record_by_tenant on idempotency_record (tenant_id) where tenant_id is not null;
create index idempotency_record_by_operator on idempotency_record (operator_id) where operator_id is not null;

alter table idempotency_record enable row level security;
alter table idempotency_record force row level security;
create policy idempotency_record_of_caller on idempotency_record to ${app_role}
    using (caller = nullif(current_setting('app.caller', true), ''))
    with check (caller = nullif(current_setting('app.caller', true), ''));
create policy idempotency_record_of_background on idempotency_record to ${background_role}
    using (true) with check (true);
grant select, insert, update on idempotency_record to ${app_role};
grant select, delete on idempotency_record to ${background_role};
