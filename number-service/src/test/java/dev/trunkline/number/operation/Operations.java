package dev.trunkline.number.operation;

import io.quarkus.arc.Arc;
import java.sql.SQLException;

/** Does the operations that wait now, for tests that need not wait for it. */
public final class Operations {

    private Operations() {}

    public static void happen() {
        try {
            Arc.container().instance(OperationJob.class).get().run();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
