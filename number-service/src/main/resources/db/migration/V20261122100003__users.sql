create table tenant_entry (
    tenant_id        uuid   not null,
    revision         bigint not null,
    display_name     text   not null,
    coexistence_mode text   not null,
    constraint tenant_entry_pk primary key (tenant_id),
    constraint tenant_entry_mode_known check (coexistence_mode in ('teamsOnly', 'islands'))
);
alter table tenant_entry enable row level security;
alter table tenant_entry force row level security;
create policy tenant_entry_tenant on tenant_entry to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy tenant_entry_background on tenant_entry to ${background_role} using (true) with check (true);
-- FOR SHARE asks for the right to update a column; the request path updates none.
grant select, update (revision) on tenant_entry to ${app_role};
grant select, insert, update on tenant_entry to ${background_role};

-- Targets of assignments. A deleted one keeps its row, without personal data, so that nothing late revives it.
create table tenant_user (
    tenant_id                uuid    not null,
    user_id                  uuid    not null,
    revision                 bigint  not null,
    status                   text    not null,
    account_type             text    not null,
    usage_location           text,
    licences                 text[]  not null,
    coexistence_mode         text,
    on_prem_line_uri         text,
    has_voice_routing_policy boolean not null,
    constraint tenant_user_pk primary key (tenant_id, user_id),
    constraint tenant_user_status_known check (status in ('active', 'deleted')),
    constraint tenant_user_type_known check (account_type in ('user', 'resourceAccount', 'conferenceBridge')),
    constraint tenant_user_mode_known check (coexistence_mode in ('teamsOnly', 'islands')),
    constraint tenant_user_deleted_is_bare check (status = 'active' or (on_prem_line_uri is null and licences = '{}'))
);
alter table tenant_user enable row level security;
alter table tenant_user force row level security;
create policy tenant_user_tenant on tenant_user to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy tenant_user_background on tenant_user to ${background_role} using (true) with check (true);
grant select, update (revision) on tenant_user to ${app_role};
grant select, insert, update on tenant_user to ${background_role};
