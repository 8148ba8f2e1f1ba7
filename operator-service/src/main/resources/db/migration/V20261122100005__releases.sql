-- The operator's numbers in tenants, as number-service tells of them. One that has gone keeps its row, so that nothing late revives it.
create table numbers (
    operator_id                 uuid        not null,
    tenant_id                   uuid        not null,
    telephone_number            bigint      not null,
    holding_id                  uuid        not null,
    revision                    bigint      not null,
    status                      text        not null,
    order_id                    uuid,
    country                     text        not null,
    city                        text,
    usage                       text        not null,
    additional_usages           text[]      not null,
    mobile                      boolean     not null,
    toll_free                   boolean     not null,
    assignment_status           text        not null,
    release_status              text,
    quarantined_until           timestamptz,
    civic_address_id            uuid,
    location_id                 uuid,
    allow_tenant_address_update boolean     not null,
    displayed_country_code      text,
    acquired_at                 timestamptz not null,
    constraint numbers_pk primary key (operator_id, telephone_number, tenant_id),
    constraint numbers_status_known check (status in ('held', 'quarantined', 'gone'))
);

create table operations (
    operation_id uuid        not null,
    operator_id  uuid        not null,
    tenant_id    uuid        not null,
    kind         text        not null,
    status       text        not null,
    requested_by text        not null,
    requested_at timestamptz not null,
    completed_at timestamptz,
    constraint operations_pk primary key (operation_id),
    constraint operations_kind_known check (kind in ('releaseConfirmation', 'releaseRefusal')),
    constraint operations_status_known check (status in ('running', 'succeeded', 'failed'))
);

-- What an operation asked of number-service, a command a number.
create table operation_commands (
    command_id       uuid   not null,
    operation_id     uuid   not null,
    operator_id      uuid   not null,
    tenant_id        uuid   not null,
    telephone_number bigint not null,
    outcome          text,
    code             text,
    detail           text,
    constraint operation_commands_pk primary key (command_id),
    constraint operation_commands_operation foreign key (operation_id) references operations (operation_id),
    constraint operation_commands_outcome_known check (outcome in ('applied', 'refused'))
);
create index operation_commands_of_operation on operation_commands (operation_id, telephone_number);

create table release_requests (
    release_request_id uuid        not null,
    operator_id        uuid        not null,
    tenant_id          uuid        not null,
    telephone_number   bigint      not null,
    holding_id         uuid        not null,
    status             text        not null,
    requested_at       timestamptz not null,
    decided_at         timestamptz,
    deciding_operation uuid,
    constraint release_requests_pk primary key (release_request_id),
    constraint release_requests_status_known check (status in ('open', 'confirmed', 'refused', 'withdrawn')),
    constraint release_requests_decided_once_closed check ((status = 'open') = (decided_at is null)),
    constraint release_requests_operation foreign key (deciding_operation) references operations (operation_id)
);
create index release_requests_of_operator on release_requests (operator_id, status, release_request_id);
create index release_requests_open on release_requests (operator_id, telephone_number, tenant_id) where status = 'open';

alter table numbers enable row level security;
alter table numbers force row level security;
create policy numbers_app on numbers for select to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy numbers_background on numbers to ${background_role} using (true) with check (true);

alter table operations enable row level security;
alter table operations force row level security;
create policy operations_app on operations to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid)
    with check (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy operations_background on operations to ${background_role} using (true) with check (true);

alter table operation_commands enable row level security;
alter table operation_commands force row level security;
create policy operation_commands_app on operation_commands to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid)
    with check (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy operation_commands_background on operation_commands to ${background_role} using (true) with check (true);

alter table release_requests enable row level security;
alter table release_requests force row level security;
create policy release_requests_app on release_requests to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid)
    with check (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy release_requests_background on release_requests to ${background_role} using (true) with check (true);

grant select on numbers to ${app_role};
grant select, insert, update on numbers to ${background_role};
grant select, insert, update on operations, operation_commands to ${app_role}, ${background_role};
grant select, update on release_requests to ${app_role};
grant select, insert, update on release_requests to ${background_role};
