package dev.trunkline.embedded;

/** What moves the server. Only types of the JDK, so that it can be called from another class loader: see {@link JvmServers}. */
interface PostgresControl {
    int port();

    long pid();

    void start();

    void stop(String signal);
}
