package dev.trunkline.local;

/**
 * How a service reaches its servers when something stands in between that can hold its connections up. Ports on 127.0.0.1.
 *
 * @param postgres what the service is told; whatever listens there passes it on to PostgreSQL
 * @param kafka what the service is told; whatever listens there passes it on to {@code broker}
 * @param broker where the broker listens for what comes by this detour
 */
public record StackDetour(int postgres, int kafka, int broker) {}
