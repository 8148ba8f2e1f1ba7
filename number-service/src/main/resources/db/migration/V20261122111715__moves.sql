-- Batches of Calling Plan and Direct Routing numbers on their way to an operator.
create table number_move (
    move_id     uuid        not null,
    tenant_id   uuid        not null,
    operator_id uuid        not null,
    revision    bigint      not null,
    number_type text        not null,
    assign_back boolean     not null,
    status      text        not null,
    created_by  text        not null,
    created_at  timestamptz not null,
    ended_at    timestamptz,
    constraint number_move_pk primary key (move_id),
    constraint number_move_type_known check (number_type in ('callingPlan', 'directRouting')),
    constraint number_move_status_known check (status in ('running', 'completed', 'cancelled')),
    constraint number_move_running_or_ended check ((status = 'running') = (ended_at is null))
);
create index number_move_of_tenant on number_move (tenant_id, move_id);

-- A number is followed while its move runs and until it is over.
create table move_number (
    move_id                uuid        not null,
    tenant_id              uuid        not null,
    operator_id            uuid        not null,
    number                 bigint      not null,
    claim_holding_id       uuid        not null,
    branch                 text        not null,
    step                   text        not null,
    active                 boolean     not null,
    step_since             timestamptz not null,
    expected_by            timestamptz,
    former_target_id       uuid,
    former_category        text,
    former_location_id     uuid,
    out_of_service_since   timestamptz,
    out_of_service_seconds bigint      not null,
    failures               jsonb       not null,
    constraint move_number_pk primary key (move_id, number),
    constraint move_number_move_fk foreign key (move_id) references number_move,
    constraint move_number_branch_known check (branch in ('callingPlan', 'onPremises', 'online')),
    constraint move_number_step_known check (step in ('porting', 'unassigning', 'removingNumber', 'removingVoiceRoutingPolicy',
        'delivering', 'assigning', 'completed', 'ended')),
    constraint move_number_over_is_not_followed check (not active or step not in ('completed', 'ended')),
    constraint move_number_over_is_expected_by_nobody check ((expected_by is null) = (step in ('completed', 'ended')))
);
create unique index move_number_in_one_move on move_number (tenant_id, number) where active;
create index move_number_of_former_user on move_number (tenant_id, former_target_id) where active;

-- How far operators' orders have brought numbers; told before or after the tenant begins a move.
create table porting_number (
    order_id      uuid   not null,
    number        bigint not null,
    tenant_id     uuid   not null,
    operator_id   uuid   not null,
    order_version bigint not null,
    stage         text   not null,
    constraint porting_number_pk primary key (order_id, number),
    constraint porting_number_stage_known check (stage in ('submitted', 'accepted', 'porting', 'ported', 'fulfilling', 'completed',
        'rejected', 'cancelled'))
);
create index porting_number_of_number on porting_number (tenant_id, number);

alter table number_move enable row level security;
alter table number_move force row level security;
create policy number_move_tenant on number_move to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy number_move_background on number_move to ${background_role} using (true) with check (true);
alter table move_number enable row level security;
alter table move_number force row level security;
create policy move_number_tenant on move_number to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy move_number_background on move_number to ${background_role} using (true) with check (true);
alter table porting_number enable row level security;
alter table porting_number force row level security;
create policy porting_number_tenant on porting_number for select to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy porting_number_background on porting_number to ${background_role} using (true) with check (true);
grant select, insert, update on number_move, move_number to ${app_role};
grant select, update on number_move, move_number to ${background_role};
grant select on porting_number to ${app_role};
grant select, insert, update on porting_number to ${background_role};
