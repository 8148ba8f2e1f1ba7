package dev.trunkline.platform.messaging;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A data source whose connections call a test before and after each commit: a process can die on either side of it. */
public final class FaultyDataSource {

    /** What may go wrong at a moment. */
    @FunctionalInterface
    public interface Fault {
        void strike() throws SQLException;
    }

    private FaultyDataSource() {}

    public static DataSource around(DataSource dataSource, Fault onConnect, Fault beforeCommit, Fault afterCommit) {
        return proxy(DataSource.class, (target, method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                return invoke(dataSource, method, arguments);
            }
            onConnect.strike();
            return connection((Connection) invoke(dataSource, method, arguments), beforeCommit, afterCommit);
        });
    }

    private static Connection connection(Connection connection, Fault beforeCommit, Fault afterCommit) {
        return proxy(Connection.class, (target, method, arguments) -> {
            boolean commit = method.getName().equals("commit");
            if (commit) {
                beforeCommit.strike();
            }
            Object result = invoke(connection, method, arguments);
            if (commit) {
                afterCommit.strike();
            }
            return result;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
