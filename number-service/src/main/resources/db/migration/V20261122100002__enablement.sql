-- Consents of tenants to operators. A removed one keeps its row: its epoch and revision must never be forgotten.
create table enablement (
    tenant_id   uuid    not null,
    operator_id uuid    not null,
    revision    bigint  not null,
    epoch       integer not null,
    status      text    not null,
    countries   jsonb   not null,
    constraint enablement_pk primary key (tenant_id, operator_id),
    constraint enablement_status_known check (status in ('active', 'suspended', 'removing', 'removed')),
    constraint enablement_epoch_positive check (epoch >= 1),
    constraint enablement_countries_are_a_list check (jsonb_typeof(countries) = 'array')
);
alter table enablement enable row level security;
alter table enablement force row level security;
create policy enablement_tenant on enablement for select to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy enablement_operator on enablement for select to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy enablement_background on enablement to ${background_role} using (true) with check (true);
grant select on enablement to ${app_role};
grant select, insert, update on enablement to ${background_role};
