-- Every change of a number. A row's interval is the time in which what it says was true: it ends where the next change of the same
-- holding begins, and is empty for a change that ended the holding. So "who held it on date D" is one lookup.
create table number_history (
    history_id       bigint      not null generated always as identity,
    tenant_id        uuid        not null,
    number           bigint      not null,
    holding_id       uuid        not null,
    number_type      text        not null,
    operator_id      uuid,
    order_id         uuid,
    enablement_epoch integer,
    at               timestamptz not null,
    during           tstzrange   not null,
    action           text        not null,
    actor            text        not null,
    reason           text,
    correlation_id   text,
    before           jsonb,
    after            jsonb,
    target_id        uuid,
    civic_address_id uuid,
    location_id      uuid,
    constraint number_history_pk primary key (history_id),
    -- int8range stands in for equality, so that no extension is needed. A delivered number has one holder at a time.
    constraint number_history_one_holder exclude using gist (int8range(number, number, '[]') with &&, during with &&)
        where (number_type = 'operatorConnect')
);
create unique index number_history_one_open on number_history (holding_id) where upper_inf(during);
create index number_history_of_number on number_history (number, history_id);

alter table number_history enable row level security;
alter table number_history force row level security;
create policy number_history_tenant on number_history to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy number_history_operator on number_history for select to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy number_history_background on number_history to ${background_role} using (true) with check (true);
-- What was written stays: only the end of an interval is ever set.
grant select, insert, update (during) on number_history to ${app_role}, ${background_role};
