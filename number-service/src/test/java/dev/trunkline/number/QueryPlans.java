package dev.trunkline.number;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How PostgreSQL means to run the statements of the service itself, with the parameters that it would give them. */
public final class QueryPlans {

    private QueryPlans() {}

    /** Work that sends a statement over the connection it is given. */
    @FunctionalInterface
    public interface Work {
        Object on(Connection connection) throws SQLException;
    }

    /** The plan of the first statement of the work, which ends there. */
    public static String of(Connection connection, Work work) throws SQLException {
        try {
            work.on(explaining(connection));
        } catch (PlanSeen plan) {
            return plan.getMessage();
        }
        throw new IllegalStateException("nothing was sent");
    }

    private static Connection explaining(Connection connection) {
        return proxy(
                Connection.class,
                (method, arguments) -> method.getName().equals("prepareStatement")
                        ? explained(connection.prepareStatement("explain " + arguments[0]))
                        : method.invoke(connection, arguments));
    }

    private static PreparedStatement explained(PreparedStatement statement) {
        return proxy(PreparedStatement.class, (method, arguments) -> {
            if (!method.getName().startsWith("execute")) {
                return method.invoke(statement, arguments);
            }
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            throw new PlanSeen(String.join("\n", lines));
        });
    }

    private interface Call {
        Object to(Method method, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return call.to(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static final class PlanSeen extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PlanSeen(String plan) {
            super(plan, null, false, false);
        }
    }
}
