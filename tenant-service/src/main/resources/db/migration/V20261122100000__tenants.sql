create table tenant (
    tenant_id        uuid        not null,
    display_name     text        not null,
    coexistence_mode text        not null,
    revision         bigint      not null,
    created_at       timestamptz not null,
    constraint tenant_pk primary key (tenant_id),
    constraint tenant_coexistence_mode_known check (coexistence_mode in ('teamsOnly', 'islands'))
);

alter table tenant enable row level security;
alter table tenant force row level security;
create policy tenant_in_scope on tenant to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy tenant_in_background on tenant to ${background_role} using (true) with check (true);
grant select, insert, update on tenant to ${app_role};
grant select, update on tenant to ${background_role};
