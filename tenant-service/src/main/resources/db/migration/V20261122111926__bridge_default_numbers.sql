-- The number that a conference bridge shows first. What number-service says of a number's type and toll decides whether it may be one;
-- of numbers that were told before, both are unknown until they are told again.
alter table user_account
    add column default_number bigint,
    add constraint user_account_default_number_of_bridge
        check (default_number is null or (account_type = 'conferenceBridge' and status = 'active'));

alter table user_number
    add column number_type text,
    add column toll_free   boolean,
    add constraint user_number_type_known check (number_type in ('operatorConnect', 'callingPlan', 'directRouting'));
