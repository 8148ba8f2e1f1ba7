-- The operator directory. Everybody with a token reads it; the request path writes only the operator in scope.
create table operators (
    operator_id               uuid        not null,
    name                      text        not null,
    website                   text        not null,
    logo_url                  text,
    description               text,
    support_contact           text        not null,
    status                    text        not null,
    offers                    jsonb       not null,
    quarantine_days           integer     not null,
    requires_signed_agreement boolean     not null,
    auto_confirm_releases     boolean     not null,
    revision                  bigint      not null,
    constraint operators_pk primary key (operator_id),
    constraint operators_status_known check (status in ('listed', 'retired')),
    constraint operators_offers_are_a_list check (jsonb_typeof(offers) = 'array'),
    constraint operators_quarantine_within_a_year check (quarantine_days between 0 and 365),
    constraint operators_website_is_https check (website like 'https://%'),
    constraint operators_logo_is_https check (logo_url is null or logo_url like 'https://%')
);

create index operators_by_offer on operators using gin (offers jsonb_path_ops);

alter table operators enable row level security;
alter table operators force row level security;
create policy operators_read_by_all on operators for select to ${app_role} using (true);
create policy operators_insert_in_scope on operators for insert to ${app_role}
    with check (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy operators_update_in_scope on operators for update to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid)
    with check (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy operators_background on operators to ${background_role} using (true) with check (true);

grant select, insert, update on operators to ${app_role};
-- Update: what is said again is read under a lock.
grant select, update on operators to ${background_role};
