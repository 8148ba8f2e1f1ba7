-- Events wait here until Kafka has them. The identity column is the order; a lane is the unit of relaying, one relay at a time.
create table outbox (
    id             bigint      generated always as identity,
    lane           smallint    not null,
    topic          text        not null,
    record_key     text        not null,
    event_id       uuid        not null,
    event_type     text        not null,
    subject        text        not null,
    tenant_id      uuid,
    revision       bigint      not null,
    correlation_id text,
    causation_id   text,
    traceparent    text,
    occurred_at    timestamptz not null default business_now(),
    payload        bytea       not null,
    constraint outbox_pk primary key (lane, id),
    constraint outbox_payload_is_bounded check (octet_length(payload) <= 524288),
    constraint outbox_lane_is_not_negative check (lane >= 0)
) with (
    -- Rows live for milliseconds: what is dead must go before the index scans of the next second pass over it.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_insert_threshold = -1
);

alter table outbox enable row level security;
alter table outbox force row level security;
create policy outbox_app_appends on outbox for insert to ${app_role} with check (true);
create policy outbox_background_relays on outbox to ${background_role} using (true) with check (true);
grant insert on outbox to ${app_role};
grant select, insert, delete on outbox to ${background_role};
