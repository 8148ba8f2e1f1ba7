-- Tells a user from one of the same id that was deleted before it. Null until tenant-service says it.
alter table tenant_user add column incarnation bigint;
