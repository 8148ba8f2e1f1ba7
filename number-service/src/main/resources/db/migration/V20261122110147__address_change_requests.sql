-- What tenants ask of operators that keep emergency locations to themselves. An ended request stays, as its answer does.
create table address_change_request (
    request_id       uuid        not null,
    tenant_id        uuid        not null,
    operator_id      uuid        not null,
    number           bigint      not null,
    holding_id       uuid        not null,
    revision         bigint      not null,
    status           text        not null,
    civic_address_id uuid        not null,
    location_id      uuid        not null,
    reason           text,
    requested_by     text        not null,
    requested_at     timestamptz not null,
    ended_at         timestamptz,
    answer           text,
    constraint address_change_request_pk primary key (request_id),
    constraint address_change_request_status_known check (status in ('open', 'accepted', 'refused', 'withdrawn', 'obsolete')),
    constraint address_change_request_open_or_ended check ((status = 'open') = (ended_at is null))
);
create unique index address_change_request_one_open on address_change_request (holding_id) where status = 'open';
create index address_change_request_of_number on address_change_request (tenant_id, number, request_id);
alter table address_change_request enable row level security;
alter table address_change_request force row level security;
create policy address_change_request_tenant on address_change_request to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy address_change_request_background on address_change_request to ${background_role} using (true) with check (true);
grant select, insert, update on address_change_request to ${app_role};
grant select, update on address_change_request to ${background_role};
