-- One row per holding: one stay of a number in a tenant. A stay that is over keeps its row, bare, so that revisions never restart and
-- a late command finds out that its holding is gone.
create table phone_number (
    holding_id                  uuid        not null,
    tenant_id                   uuid        not null,
    number                      bigint      not null,
    revision                    bigint      not null,
    holding_status              text        not null,
    number_type                 text        not null,
    number_source               text        not null,
    operator_id                 uuid,
    order_id                    uuid,
    enablement_epoch            integer,
    country                     text        not null,
    city                        text,
    services                    text[]      not null,
    usage                       text        not null,
    additional_usages           text[]      not null,
    capabilities                text[]      not null,
    mobile                      boolean     not null,
    toll_free                   boolean     not null,
    displayed_country_code      text,
    acquired_at                 timestamptz not null,
    assignment_status           text        not null,
    assignment_target_id        uuid,
    assignment_category         text,
    activation_state            text        not null,
    port_in_status              text,
    release_status              text,
    release_request_id          uuid,
    release_requested_at        timestamptz,
    quarantined_until           timestamptz,
    address_policy              text,
    allow_tenant_address_update boolean     not null,
    civic_address_id            uuid,
    location_id                 uuid,
    constraint phone_number_pk primary key (holding_id),
    constraint phone_number_is_e164 check (number between 10 and 999999999999999),
    constraint phone_number_holding_known check (holding_status in ('held', 'quarantined', 'gone')),
    constraint phone_number_type_known check (number_type in ('operatorConnect', 'callingPlan', 'directRouting')),
    constraint phone_number_source_known check (number_source in ('online', 'onPremises')),
    constraint phone_number_has_provider check
        (number_type <> 'operatorConnect' or (operator_id is not null and enablement_epoch is not null)),
    constraint phone_number_usage_known check
        (usage in ('callingUserAssignment', 'firstPartyAppAssignment', 'conferenceAssignment')),
    constraint phone_number_assignment_known check
        (assignment_status in ('unassigned', 'userAssigned', 'voiceApplicationAssigned', 'conferenceAssigned')),
    constraint phone_number_category_known check (assignment_category in ('primary', 'private', 'alternate')),
    constraint phone_number_assignment_whole check
        ((assignment_status = 'unassigned') = (assignment_target_id is null)
            and (assignment_status = 'unassigned') = (assignment_category is null)),
    constraint phone_number_activation_known check
        (activation_state in ('activated', 'assignmentPending', 'updatePending', 'assignmentFailed', 'updateFailed')),
    constraint phone_number_port_in_known check (port_in_status in ('firmOrderCommitmentAccepted', 'completed')),
    constraint phone_number_release_known check (release_status in ('releaseRequested', 'quarantined')),
    constraint phone_number_request_whole check
        ((release_status is not distinct from 'releaseRequested') = (release_request_id is not null)
            and (release_request_id is null) = (release_requested_at is null)),
    constraint phone_number_quarantine_whole check
        ((holding_status = 'quarantined') = (release_status is not distinct from 'quarantined')
            and (holding_status = 'quarantined') = (quarantined_until is not null)),
    constraint phone_number_released_is_unassigned check
        ((release_status is null and holding_status = 'held') or assignment_status = 'unassigned'),
    constraint phone_number_gone_is_bare check
        (holding_status <> 'gone' or (release_status is null and civic_address_id is null)),
    constraint phone_number_policy_known check
        (address_policy in ('operatorAssignedTenantEditable', 'tenantAssigned', 'operatorAssignedLocked')),
    constraint phone_number_location_whole check ((civic_address_id is null) = (location_id is null))
);

-- The system-wide rule: a delivered number exists once, in quarantine too.
create unique index phone_number_delivered_once on phone_number (number)
    where number_type = 'operatorConnect' and holding_status <> 'gone';
-- A tenant has a number once, whatever its type. Lists are read along it.
create unique index phone_number_once_in_tenant on phone_number (tenant_id, number) where holding_status <> 'gone';
create unique index phone_number_one_primary on phone_number (tenant_id, assignment_target_id)
    where assignment_status = 'userAssigned' and assignment_category = 'primary';
create index phone_number_of_target on phone_number (tenant_id, assignment_target_id) where assignment_target_id is not null;
create index phone_number_of_operator on phone_number (tenant_id, operator_id, number) where holding_status = 'held';
create index phone_number_stays on phone_number (number, revision);
create index phone_number_quarantine_ends on phone_number (quarantined_until) where holding_status = 'quarantined';
create index phone_number_unanswered on phone_number (release_requested_at) where release_status = 'releaseRequested';

alter table phone_number enable row level security;
alter table phone_number force row level security;
create policy phone_number_tenant on phone_number to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy phone_number_background on phone_number to ${background_role} using (true) with check (true);
grant select, update on phone_number to ${app_role};
grant select, insert, update on phone_number to ${background_role};
