-- The outcome of each operator's command, kept: a repeat gets the same.
create table command_result (
    command_id  uuid        not null,
    tenant_id   uuid        not null,
    operator_id uuid        not null,
    received_at timestamptz not null default business_now(),
    answer      jsonb,
    constraint command_result_pk primary key (command_id)
);
alter table command_result enable row level security;
alter table command_result force row level security;
create policy command_result_background on command_result to ${background_role} using (true) with check (true);
grant select, insert, update on command_result to ${background_role};
