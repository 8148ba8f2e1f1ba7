-- One row per tenant and operator for ever: a removed one is kept, without the contact, so that epoch and revision never restart.
create table enablement (
    tenant_id                uuid        not null,
    operator_id              uuid        not null,
    revision                 bigint      not null,
    -- Revision of the last change that number-service decides by; effective_at is when it applied that one.
    effect_revision          bigint      not null,
    effective_at             timestamptz,
    epoch                    integer     not null,
    status                   text        not null,
    notice_version           text        not null,
    notice_accepted_by       text        not null,
    notice_accepted_at       timestamptz not null,
    contact_revision         bigint      not null,
    contact_full_name        text,
    contact_email            text,
    contact_company_size     text,
    contact_telephone_number text,
    contact_company_name     text,
    enabled_at               timestamptz not null,
    last_modified_on         timestamptz not null,
    removal_id               uuid,
    status_before_removal    text,
    constraint enablement_pk primary key (tenant_id, operator_id),
    constraint enablement_tenant_fk foreign key (tenant_id) references tenant,
    constraint enablement_epoch_positive check (epoch >= 1),
    constraint enablement_status_known check (status in ('active', 'suspended', 'removing', 'removed')),
    constraint enablement_removing_names_removal
        check ((status = 'removing') = (status_before_removal is not null)
            and (status <> 'removing' or removal_id is not null)
            and (status <> 'removed' or removal_id is null)),
    constraint enablement_status_before_removal_known check (status_before_removal in ('active', 'suspended')),
    constraint enablement_company_size_known
        check (contact_company_size in ('L1_U1', 'L2_U9', 'L10_U49', 'L50_U249', 'L250_U999',
                                        'L1000_U4999', 'L5000_U9999', 'L10000')),
    constraint enablement_contact_while_consented
        check (status = 'removed'
            or (contact_full_name is not null and contact_email is not null and contact_company_size is not null)),
    constraint enablement_contact_erased_when_removed
        check (status <> 'removed'
            or (contact_full_name is null and contact_email is null and contact_company_size is null
                and contact_telephone_number is null and contact_company_name is null))
);

-- Kept when removed, so that a country's epoch never restarts.
create table enablement_country (
    tenant_id        uuid    not null,
    operator_id      uuid    not null,
    country          text    not null,
    epoch            integer not null,
    -- Epoch of the enablement in which the country was consented to last.
    enablement_epoch integer not null,
    status           text    not null,
    services         text[]  not null,
    -- Withdrawn alone; consented to again they raise the country's epoch.
    removed_services text[]  not null,
    constraint enablement_country_pk primary key (tenant_id, operator_id, country),
    constraint enablement_country_enablement_fk foreign key (tenant_id, operator_id) references enablement,
    constraint enablement_country_is_iso check (country ~ '^[A-Z]{2}$'),
    constraint enablement_country_epoch_positive check (epoch >= 1),
    constraint enablement_country_status_known check (status in ('active', 'removing', 'removed')),
    constraint enablement_country_services_known
        check (services <@ array['calling', 'conferencing', 'phoneMobile']
            and removed_services <@ array['calling', 'conferencing', 'phoneMobile']),
    constraint enablement_country_has_service check (cardinality(services) >= 1)
);

-- The questions to number-service, each with its answer. Only the one that the enablement names decides anything.
create table enablement_removal (
    removal_id       uuid        not null,
    tenant_id        uuid        not null,
    operator_id      uuid        not null,
    epoch            integer     not null,
    scope            text        not null,
    country          text,
    country_epoch    integer,
    service          text,
    status           text        not null,
    requested_by     text        not null,
    requested_at     timestamptz not null,
    asked_at         timestamptz not null,
    asked_times      integer     not null default 1,
    decided_at       timestamptz,
    assigned         bigint,
    unassigned       bigint,
    blocking_numbers bigint[]    not null default '{}',
    constraint enablement_removal_pk primary key (removal_id),
    constraint enablement_removal_enablement_fk foreign key (tenant_id, operator_id) references enablement,
    constraint enablement_removal_scope_complete
        check (scope = 'operator' and country is null and country_epoch is null and service is null
            or scope = 'country' and country is not null and country_epoch is not null and service is null
            or scope = 'service' and country is not null and country_epoch is not null and service is not null),
    constraint enablement_removal_status_known check (status in ('pending', 'accepted', 'refused')),
    constraint enablement_removal_decided_when_answered
        check ((status = 'pending') = (decided_at is null)
            and (status = 'pending') = (assigned is null)
            and (status = 'pending') = (unassigned is null))
);
create unique index enablement_removal_one_pending
    on enablement_removal (tenant_id, operator_id) where status = 'pending';
create index enablement_removal_unanswered on enablement_removal (asked_at) where status = 'pending';

-- What was done, when, by whom; of the contact only that it changed.
create table enablement_history (
    history_id    bigint generated always as identity,
    tenant_id     uuid        not null,
    operator_id   uuid        not null,
    at            timestamptz not null,
    action        text        not null,
    actor         text        not null,
    epoch         integer     not null,
    revision      bigint      not null,
    status_before text,
    status_after  text        not null,
    countries     jsonb       not null,
    notice_version text       not null,
    removal_id    uuid,
    scope         jsonb,
    constraint enablement_history_pk primary key (tenant_id, operator_id, history_id),
    constraint enablement_history_enablement_fk foreign key (tenant_id, operator_id) references enablement
);

alter table enablement enable row level security;
alter table enablement force row level security;
create policy enablement_in_scope on enablement to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy enablement_in_background on enablement to ${background_role} using (true) with check (true);

alter table enablement_country enable row level security;
alter table enablement_country force row level security;
create policy enablement_country_in_scope on enablement_country to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy enablement_country_in_background on enablement_country to ${background_role} using (true) with check (true);

alter table enablement_removal enable row level security;
alter table enablement_removal force row level security;
create policy enablement_removal_in_scope on enablement_removal to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy enablement_removal_in_background on enablement_removal to ${background_role} using (true) with check (true);

alter table enablement_history enable row level security;
alter table enablement_history force row level security;
create policy enablement_history_in_scope on enablement_history to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy enablement_history_in_background on enablement_history to ${background_role} using (true) with check (true);

grant select, insert, update on enablement, enablement_country, enablement_removal to ${app_role}, ${background_role};
grant select, insert on enablement_history to ${app_role}, ${background_role};
