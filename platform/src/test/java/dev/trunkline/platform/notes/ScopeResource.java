package dev.trunkline.platform.notes;

import dev.trunkline.platform.tenancy.DataScope;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;

/** An operator looks at a tenant's notes. */
@Path("/v1/operators/{operatorId}/tenants/{tenantId}/scope")
@RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
class ScopeResource {

    private final EntityManager notes;
    private final DataSource dataSource;
    private final DataScope scope;

    ScopeResource(EntityManager notes, DataSource dataSource, DataScope scope) {
        this.notes = notes;
        this.dataSource = dataSource;
        this.scope = scope;
    }

    record ScopeView(String operator, long before, long after, boolean oneConnection) {}

    @GET
    @Transactional
    public ScopeView scope(@PathParam("operatorId") UUID operatorId, @PathParam("tenantId") UUID tenantId)
            throws SQLException {
        long before = count();
        scope.enterTenant(tenantId);
        return new ScopeView(
                byJdbc("select current_setting('app.operator_id')"),
                before,
                count(),
                byJdbc("select pg_backend_pid()::text")
                        .equals(notes.createNativeQuery("select pg_backend_pid()::text", String.class)
                                .getSingleResult()));
    }

    private long count() {
        return notes.createQuery("select count(*) from Note", Long.class).getSingleResult();
    }

    private String byJdbc(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
