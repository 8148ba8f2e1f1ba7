package dev.trunkline.platform.tenancy;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Tells PostgreSQL whose rows a transaction may see, in settings that end with the transaction.
 *
 * <p>The pool gives one connection per transaction: what is set here holds for Hibernate, for the outbox and for all JDBC of the
 * transaction. A transaction outside of requests begins with empty settings and sees nothing scoped; so does a connection that is
 * used without a transaction.
 */
@ApplicationScoped
class TransactionDataScope implements DataScope {

    private static final String SET_ALL =
            """
            select set_config('app.tenant_id', ?, true),
                   set_config('app.operator_id', ?, true),
                   set_config('app.caller', ?, true)
            """;

    private final DataSource dataSource;
    private final TransactionManager transactions;
    private final PathScope scope;

    TransactionDataScope(DataSource dataSource, TransactionManager transactions, PathScope scope) {
        this.dataSource = dataSource;
        this.transactions = transactions;
        this.scope = scope;
    }

    void begin(@Observes @Initialized(TransactionScoped.class) Object transaction) throws SystemException {
        boolean inRequest = Arc.container().requestContext().isActive();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement settings = connection.prepareStatement(SET_ALL)) {
            settings.setString(1, inRequest ? text(scope.tenantId()) : "");
            settings.setString(2, inRequest ? text(scope.operatorId()) : "");
            settings.setString(3, inRequest ? text(scope.caller()) : "");
            settings.execute();
        } catch (SQLException e) {
            // Whoever began the transaction gets this exception instead and will not end it.
            transactions.rollback();
            throw new DataScopeException("whose rows the transaction may see could not be set", e);
        }
    }

    @Override
    public void enterTenant(UUID tenantId) {
        enter("app.tenant_id", tenantId);
    }

    @Override
    public void enterOperator(UUID operatorId) {
        enter("app.operator_id", operatorId);
    }

    private void enter(String setting, UUID id) {
        requireTransaction();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement set = connection.prepareStatement("select set_config(?, ?, true)")) {
            set.setString(1, setting);
            set.setString(2, id.toString());
            set.execute();
        } catch (SQLException e) {
            throw new DataScopeException(setting + " could not be set", e);
        }
    }

    private void requireTransaction() {
        try {
            if (transactions.getStatus() != Status.STATUS_ACTIVE) {
                throw new IllegalStateException("a scope is entered within a transaction");
            }
        } catch (SystemException e) {
            throw new IllegalStateException("the transaction manager does not answer", e);
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
