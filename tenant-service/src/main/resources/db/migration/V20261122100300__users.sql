-- A deleted user keeps its row without personal data, so that its revision never restarts.
create table user_account (
    tenant_id                   uuid        not null,
    user_id                     uuid        not null,
    revision                    bigint      not null,
    status                      text        not null,
    account_type                text        not null,
    user_principal_name         text,
    display_name                text,
    usage_location              text,
    licences                    text[]      not null,
    coexistence_mode            text,
    on_prem_line_uri            text,
    registrar_pool              text,
    online_voice_routing_policy text,
    created_at                  timestamptz not null,
    last_modified_on            timestamptz not null,
    constraint user_account_pk primary key (tenant_id, user_id),
    constraint user_account_tenant_fk foreign key (tenant_id) references tenant,
    constraint user_account_status_known check (status in ('active', 'deleted')),
    constraint user_account_type_known check (account_type in ('user', 'resourceAccount', 'conferenceBridge')),
    constraint user_account_usage_location_is_iso check (usage_location ~ '^[A-Z]{2}$'),
    constraint user_account_coexistence_mode_known check (coexistence_mode in ('teamsOnly', 'islands')),
    constraint user_account_complete_while_active
        check (status = 'deleted'
            or (user_principal_name is not null and display_name is not null and usage_location is not null)),
    constraint user_account_erased_when_deleted
        check (status = 'active'
            or (user_principal_name is null and display_name is null and usage_location is null
                and licences = '{}' and coexistence_mode is null and on_prem_line_uri is null
                and registrar_pool is null and online_voice_routing_policy is null))
);
create unique index user_account_principal_name
    on user_account (tenant_id, lower(user_principal_name)) where status = 'active';

-- What number-service told of a tenant's numbers: whose they are. A number that is nobody's keeps its row, so that
-- nothing late assigns it again.
create table user_number (
    tenant_id           uuid   not null,
    telephone_number    bigint not null,
    revision            bigint not null,
    user_id             uuid,
    assignment_category text,
    constraint user_number_pk primary key (tenant_id, telephone_number),
    constraint user_number_category_known check (assignment_category in ('primary', 'private', 'alternate'))
);
create index user_number_of_user on user_number (tenant_id, user_id) where user_id is not null;

alter table user_account enable row level security;
alter table user_account force row level security;
create policy user_account_in_scope on user_account to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy user_account_in_background on user_account to ${background_role} using (true) with check (true);

alter table user_number enable row level security;
alter table user_number force row level security;
create policy user_number_in_scope on user_number to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy user_number_in_background on user_number to ${background_role} using (true) with check (true);

grant select, insert, update on user_account to ${app_role};
grant select, update on user_account to ${background_role};
grant select on user_number to ${app_role};
grant select, insert, update on user_number to ${background_role};
