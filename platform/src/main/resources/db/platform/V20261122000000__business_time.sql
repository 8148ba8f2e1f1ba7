-- Business time: the database clock plus an offset that only the owner can set, which only tests do.
create table business_clock (
    only_row   boolean  primary key default true,
    offset_by  interval not null default interval '0',
    constraint business_clock_has_one_row check (only_row)
);
insert into business_clock default values;
grant select on business_clock to ${app_role}, ${background_role};

create function business_now() returns timestamptz
    language sql volatile
    return clock_timestamp() + (select offset_by from business_clock);

-- The revision after the given one: never restarts, not after deletion and re-creation, not after a restore.
create function next_revision(previous bigint) returns bigint
    language sql volatile
    return greatest(previous + 1, (extract(epoch from clock_timestamp()) * 1000000)::bigint);
