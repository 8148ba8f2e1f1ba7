-- What operators' portals hear of that cannot reach Kafka. A row gets its position only after it was committed, by one sequencer at a time:
-- whoever has read up to a position misses nothing below it. Identity ids would not do: a transaction that took one early may commit late.
create table feed_entries (
    entry_id    bigint      not null generated always as identity,
    operator_id uuid        not null,
    position    bigint,
    event_id    uuid        not null,
    type        text        not null,
    tenant_id   uuid        not null,
    subject     text        not null,
    at          timestamptz not null,
    data        jsonb       not null,
    -- What a page of entries weighs is known before they are read.
    bytes       integer     not null generated always as (octet_length(data::text)) stored,
    constraint feed_entries_pk primary key (entry_id),
    constraint feed_entries_event_once unique (operator_id, event_id)
);
create unique index feed_entries_in_order on feed_entries (operator_id, position) where position is not null;
create index feed_entries_to_number on feed_entries (entry_id) where position is null;
create index feed_entries_by_age on feed_entries (at);

-- The last position given to an operator's entries. Positions have no gaps.
create table feed_counters (
    operator_id uuid   not null,
    last        bigint not null,
    constraint feed_counters_pk primary key (operator_id)
);

alter table feed_entries enable row level security;
alter table feed_entries force row level security;
create policy feed_entries_app on feed_entries to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid)
    with check (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy feed_entries_background on feed_entries to ${background_role} using (true) with check (true);
alter table feed_counters enable row level security;
alter table feed_counters force row level security;
create policy feed_counters_app on feed_counters for select to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy feed_counters_background on feed_counters to ${background_role} using (true) with check (true);

grant select, insert on feed_entries to ${app_role};
grant select on feed_counters to ${app_role};
grant select, insert, delete on feed_entries to ${background_role};
grant update (position) on feed_entries to ${background_role};
grant select, insert, update on feed_counters to ${background_role};
