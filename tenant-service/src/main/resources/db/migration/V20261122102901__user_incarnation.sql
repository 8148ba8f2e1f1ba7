-- Revision with which a user was created, the last time. What was created before this column is told apart by when that was.
alter table user_account add column incarnation bigint;
alter table user_account no force row level security;
update user_account set incarnation = least(revision, (extract(epoch from created_at) * 1000000)::bigint);
alter table user_account force row level security;
alter table user_account alter column incarnation set not null;
