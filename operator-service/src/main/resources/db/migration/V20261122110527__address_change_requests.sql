-- What tenants ask of the operator about emergency locations that it keeps to itself, as number-service tells of them.
create table address_change_requests (
    request_id         uuid        not null,
    operator_id        uuid        not null,
    tenant_id          uuid        not null,
    revision           bigint      not null,
    telephone_number   bigint      not null,
    holding_id         uuid        not null,
    status             text        not null,
    civic_address_id   uuid        not null,
    location_id        uuid        not null,
    reason             text,
    requested_at       timestamptz not null,
    ended_at           timestamptz,
    answer             text,
    deciding_operation uuid,
    constraint address_change_requests_pk primary key (request_id),
    constraint address_change_requests_status_known check (status in ('open', 'accepted', 'refused', 'withdrawn', 'obsolete')),
    constraint address_change_requests_open_or_ended check ((status = 'open') = (ended_at is null)),
    constraint address_change_requests_operation foreign key (deciding_operation) references operations (operation_id)
);
create index address_change_requests_of_operator on address_change_requests (operator_id, status, request_id);
alter table address_change_requests enable row level security;
alter table address_change_requests force row level security;
create policy address_change_requests_app on address_change_requests to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid)
    with check (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy address_change_requests_background on address_change_requests to ${background_role} using (true) with check (true);
grant select, update on address_change_requests to ${app_role};
grant select, insert, update on address_change_requests to ${background_role};
