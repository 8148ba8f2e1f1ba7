-- The answer to each chunk, kept: a repeat gets the same. No answer yet means parked.
create table chunk_result (
    upload_id   uuid        not null,
    attempt     integer     not null,
    chunk       integer     not null,
    tenant_id   uuid        not null,
    operator_id uuid        not null,
    received_at timestamptz not null default business_now(),
    answer      jsonb,
    constraint chunk_result_pk primary key (upload_id, attempt, chunk)
);

-- Chunks that know more of their consent than this service does yet.
create table parked_chunk (
    parked_id   bigint      not null generated always as identity,
    tenant_id   uuid        not null,
    operator_id uuid        not null,
    epoch       integer     not null,
    revision    bigint      not null,
    event_id    uuid        not null,
    event_time  timestamptz not null,
    record_key  text        not null,
    correlation_id text,
    traceparent text,
    payload     jsonb       not null,
    parked_at   timestamptz not null default business_now(),
    constraint parked_chunk_pk primary key (parked_id)
);
create index parked_chunk_of_enablement on parked_chunk (tenant_id, operator_id, parked_id);

-- What nothing can be delivered behind any more. Written once by an accepted removal, overwritten by nothing.
create table removal_fence (
    tenant_id     uuid    not null,
    operator_id   uuid    not null,
    epoch         integer not null,
    scope         text    not null,
    country       text    not null default '',
    country_epoch integer not null default 0,
    service       text    not null default '',
    removal_id    uuid    not null,
    constraint removal_fence_pk primary key (tenant_id, operator_id, epoch, scope, country, country_epoch, service),
    constraint removal_fence_scope_whole check (
        (scope = 'operator' and country = '' and service = '')
        or (scope = 'country' and country <> '' and service = '')
        or (scope = 'service' and country <> '' and service <> ''))
);

-- Decisions by removal: asked again, the same answer.
create table removal_decision (
    removal_id  uuid  not null,
    tenant_id   uuid  not null,
    operator_id uuid  not null,
    answer      jsonb not null,
    constraint removal_decision_pk primary key (removal_id)
);

alter table chunk_result enable row level security;
alter table chunk_result force row level security;
create policy chunk_result_background on chunk_result to ${background_role} using (true) with check (true);
alter table parked_chunk enable row level security;
alter table parked_chunk force row level security;
create policy parked_chunk_background on parked_chunk to ${background_role} using (true) with check (true);
alter table removal_fence enable row level security;
alter table removal_fence force row level security;
create policy removal_fence_background on removal_fence to ${background_role} using (true) with check (true);
alter table removal_decision enable row level security;
alter table removal_decision force row level security;
create policy removal_decision_background on removal_decision to ${background_role} using (true) with check (true);
grant select, insert, update on chunk_result to ${background_role};
grant select, insert, delete on parked_chunk to ${background_role};
grant select, insert on removal_fence, removal_decision to ${background_role};
