-- Consents as tenant-service tells of them. A removed one keeps its row, without personal data.
create table consents (
    operator_id                        uuid        not null,
    tenant_id                          uuid        not null,
    revision                           bigint      not null,
    epoch                              integer     not null,
    status                             text        not null,
    countries                          jsonb       not null,
    data_transfer_notice_version       text        not null,
    data_transfer_notice_accepted_at   timestamptz not null,
    enabled_at                         timestamptz not null,
    last_modified_on                   timestamptz not null,
    contact                            jsonb,
    contact_revision                   bigint,
    customer_relationship              text,
    constraint consents_pk primary key (operator_id, tenant_id),
    constraint consents_epoch_from_one check (epoch >= 1),
    constraint consents_status_known check (status in ('active', 'suspended', 'removing', 'removed')),
    constraint consents_relationship_known check (customer_relationship in
        ('ConsentAcknowledged', 'CustomerContacted', 'AgreementSigned', 'ConsentDeclined', 'ContractTerminated')),
    -- Erasure is not left to good intentions.
    constraint consents_removed_keep_no_contact check (status <> 'removed' or contact is null)
);

-- Contacts whose enablement, or its new epoch, has not arrived yet: the two come on different topics, in any order.
create table waiting_contacts (
    operator_id uuid    not null,
    tenant_id   uuid    not null,
    revision    bigint  not null,
    epoch       integer not null,
    contact     jsonb   not null,
    constraint waiting_contacts_pk primary key (operator_id, tenant_id)
);

-- Tenants' display names: an operator sees those that enabled it.
create table tenant_names (
    tenant_id    uuid   not null,
    revision     bigint not null,
    display_name text   not null,
    constraint tenant_names_pk primary key (tenant_id)
);

alter table consents enable row level security;
alter table consents force row level security;
create policy consents_app on consents to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid)
    with check (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy consents_background on consents to ${background_role} using (true) with check (true);

alter table waiting_contacts enable row level security;
alter table waiting_contacts force row level security;
create policy waiting_contacts_background on waiting_contacts to ${background_role} using (true) with check (true);

alter table tenant_names enable row level security;
alter table tenant_names force row level security;
-- The subquery is bound by the policy of consents: only tenants that consented to the operator in scope.
create policy tenant_names_app on tenant_names for select to ${app_role}
    using (exists (select 1 from consents c where c.tenant_id = tenant_names.tenant_id));
create policy tenant_names_background on tenant_names to ${background_role} using (true) with check (true);

-- A decision holds the consent FOR SHARE, which asks for the right to update.
grant select, update (customer_relationship) on consents to ${app_role};
grant select on tenant_names to ${app_role};
grant select, insert, update, delete on consents, waiting_contacts, tenant_names to ${background_role};
