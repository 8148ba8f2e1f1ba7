-- Records that could not be applied, as they came. The error text is masked; the payload is kept until it was replayed.
create table dead_letter (
    id               uuid        not null,
    topic            text        not null,
    topic_id         uuid        not null,
    partition        integer     not null,
    record_offset    bigint      not null,
    record_key       text        not null,
    event_id         uuid,
    event_type       text,
    tenant_id        uuid,
    revision         bigint      not null,
    headers          jsonb       not null,
    payload          bytea,
    error            text        not null,
    -- Whether its id stands in inbox_event because of it: it could be read, but its handler failed.
    event_recorded   boolean     not null,
    failed_at        timestamptz not null default business_now(),
    replay_attempts  integer     not null default 0,
    replayed_at      timestamptz,
    replayed_by      text,
    constraint dead_letter_pk primary key (id),
    constraint dead_letter_is_one_record unique (topic_id, partition, record_offset),
    constraint dead_letter_forgets_what_was_replayed check (replayed_at is null or payload is null),
    constraint dead_letter_replay_is_whole check ((replayed_at is null) = (replayed_by is null))
);
create index dead_letter_open on dead_letter (id) where replayed_at is null;
create index dead_letter_by_tenant on dead_letter (tenant_id) where tenant_id is not null;

alter table dead_letter enable row level security;
alter table dead_letter force row level security;
create policy dead_letter_background on dead_letter to ${background_role} using (true) with check (true);
grant select, insert, update, delete on dead_letter to ${background_role};
