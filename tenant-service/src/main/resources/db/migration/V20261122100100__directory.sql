-- What operator-service told of the operators. Belongs to no tenant; only the background role writes.
create table directory_operator (
    operator_id     uuid    not null,
    revision        bigint  not null,
    name            text    not null,
    website         text    not null,
    support_contact text    not null,
    status          text    not null,
    offers          jsonb   not null,
    -- Never read or written: PostgreSQL asks whoever locks a row for the right to update one of its columns.
    hold            boolean not null default false,
    constraint directory_operator_pk primary key (operator_id),
    constraint directory_operator_status_known check (status in ('listed', 'retired'))
);

alter table directory_operator enable row level security;
alter table directory_operator force row level security;
create policy directory_operator_for_everybody on directory_operator to ${app_role} using (true);
create policy directory_operator_in_background on directory_operator to ${background_role} using (true) with check (true);
grant select, update (hold) on directory_operator to ${app_role};
grant select, insert, update on directory_operator to ${background_role};
