package dev.trunkline.embedded;

/** What moves the broker. Only types of the JDK, so that it can be called from another class loader: see {@link JvmServers}. */
interface KafkaControl {
    int port();

    void start();

    void stop();
}
