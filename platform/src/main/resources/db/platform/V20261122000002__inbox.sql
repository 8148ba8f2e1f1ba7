-- The ids of the events that were applied, so that a repeat is known. Purged when Kafka no longer holds what they name.
create table inbox_event (
    id          uuid        not null,
    received_at timestamptz not null default clock_timestamp(),
    constraint inbox_event_pk primary key (id)
);
create index inbox_event_by_received_at on inbox_event (received_at);
grant select, insert, delete on inbox_event to ${background_role};

-- How far each partition was applied. The only truth: what the broker has committed is for monitoring.
create table inbox_position (
    topic_id    uuid        not null,
    topic       text        not null,
    partition   integer     not null,
    next_offset bigint      not null,
    updated_at  timestamptz not null default clock_timestamp(),
    constraint inbox_position_pk primary key (topic_id, partition),
    constraint inbox_position_is_not_negative check (next_offset >= 0)
) with (fillfactor = 50);
grant select, insert, update, delete on inbox_position to ${background_role};

-- Keys of state topics whose last state could not be applied: whoever relies on them waits.
create table unreliable_key (
    topic      text        not null,
    record_key text        not null,
    revision   bigint      not null,
    since      timestamptz not null default business_now(),
    constraint unreliable_key_pk primary key (topic, record_key)
);
alter table unreliable_key enable row level security;
alter table unreliable_key force row level security;
create policy unreliable_key_app_reads_its_own on unreliable_key for select to ${app_role} using (
    topic = 'trunkline.operators'
    or split_part(record_key, ':', 1) = nullif(current_setting('app.tenant_id', true), '')
    or split_part(record_key, ':', 2) = nullif(current_setting('app.operator_id', true), ''));
create policy unreliable_key_background on unreliable_key to ${background_role} using (true) with check (true);
grant select on unreliable_key to ${app_role};
grant select, insert, update, delete on unreliable_key to ${background_role};
