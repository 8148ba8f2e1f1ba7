-- Lists by how a name begins, whatever the collation of the database.
create index user_account_by_name
    on user_account (tenant_id, lower(user_principal_name) text_pattern_ops) where status = 'active';
