-- Requests to say all current state again, and how far each has come. Written by the request path, worked off in the background.
create table republication (
    id           uuid        not null,
    topic        text,
    requested_by text        not null,
    requested_at timestamptz not null default clock_timestamp(),
    done_topic   text,
    last_key     text,
    events       bigint      not null default 0,
    finished_at  timestamptz,
    constraint republication_pk primary key (id)
);
create index republication_open on republication (requested_at, id) where finished_at is null;
create index republication_by_request on republication (requested_at);
grant select, insert on republication to ${app_role};
grant select, insert, update, delete on republication to ${background_role};
