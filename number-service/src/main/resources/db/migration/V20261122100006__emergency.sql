create table emergency_address_policy (
    operator_id uuid   not null,
    country     text   not null,
    revision    bigint not null,
    policy      text   not null,
    constraint emergency_address_policy_pk primary key (operator_id, country),
    constraint emergency_address_policy_country_is_code check (country ~ '^[A-Z]{2}$'),
    constraint emergency_address_policy_known check
        (policy in ('operatorAssignedTenantEditable', 'tenantAssigned', 'operatorAssignedLocked'))
);
alter table emergency_address_policy enable row level security;
alter table emergency_address_policy force row level security;
create policy emergency_address_policy_operator on emergency_address_policy to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy emergency_address_policy_background on emergency_address_policy to ${background_role}
    using (true) with check (true);
grant select, insert, update, delete on emergency_address_policy to ${app_role};
grant select on emergency_address_policy to ${background_role};

create table civic_address (
    civic_address_id   uuid   not null,
    tenant_id          uuid   not null,
    revision           bigint not null,
    company_name       text   not null,
    country            text   not null,
    house_number       text,
    street             text,
    city               text,
    state              text,
    postal_code        text,
    latitude           numeric(9, 6),
    longitude          numeric(9, 6),
    validation_status  text   not null,
    findings           text[] not null,
    constraint civic_address_pk primary key (civic_address_id),
    constraint civic_address_country_is_code check (country ~ '^[A-Z]{2}$'),
    constraint civic_address_on_earth check (latitude between -90 and 90 and longitude between -180 and 180),
    constraint civic_address_validation_known check (validation_status in ('notValidated', 'validated', 'invalid'))
);
create index civic_address_of_tenant on civic_address (tenant_id, civic_address_id);
create table emergency_location (
    location_id      uuid    not null,
    civic_address_id uuid    not null,
    tenant_id        uuid    not null,
    description      text,
    is_default       boolean not null,
    constraint emergency_location_pk primary key (location_id),
    constraint emergency_location_address_fk foreign key (civic_address_id) references civic_address
);
create unique index emergency_location_one_default on emergency_location (civic_address_id) where is_default;
create index emergency_location_of_address on emergency_location (civic_address_id, location_id);

alter table civic_address enable row level security;
alter table civic_address force row level security;
create policy civic_address_tenant on civic_address to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy civic_address_background on civic_address to ${background_role} using (true) with check (true);
grant select, insert, update on civic_address to ${app_role};
grant select on civic_address to ${background_role};
alter table emergency_location enable row level security;
alter table emergency_location force row level security;
create policy emergency_location_tenant on emergency_location to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy emergency_location_background on emergency_location to ${background_role} using (true) with check (true);
grant select, insert, update on emergency_location to ${app_role};
grant select on emergency_location to ${background_role};
