-- What is said of a row whose name another user has and keeps.
create function user_import_name_taken() returns jsonb
    language sql immutable
    return user_import_error('user-principal-name-taken', '/userPrincipalName',
                             'Another user of the tenant has that name and does not give it up in this import.');
