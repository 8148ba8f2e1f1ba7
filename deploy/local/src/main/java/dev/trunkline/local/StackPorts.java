package dev.trunkline.local;

import dev.trunkline.embedded.Ports;
import java.util.EnumMap;
import java.util.Map;

/**
 * All on 127.0.0.1.
 *
 * @param http where a service's API answers
 * @param management where its health and metrics do
 */
public record StackPorts(
        int postgres, int kafka, int issuer, Map<StackService, Integer> http, Map<StackService, Integer> management) {
    private static final int ISSUER = 8100;
    private static final int FIRST_HTTP = 8101;
    private static final int FIRST_MANAGEMENT = 8111;
    private static final int POSTGRES = 15432;
    private static final int KAFKA = 19092;

    public StackPorts {
        http = Map.copyOf(http);
        management = Map.copyOf(management);
    }

    /** The ones that the README names. */
    public static StackPorts standard() {
        Map<StackService, Integer> http = new EnumMap<>(StackService.class);
        Map<StackService, Integer> management = new EnumMap<>(StackService.class);
        for (StackService service : StackService.values()) {
            http.put(service, FIRST_HTTP + http.size());
            management.put(service, FIRST_MANAGEMENT + management.size());
        }
        return new StackPorts(POSTGRES, KAFKA, ISSUER, http, management);
    }

    /** Ports that were free a moment ago, for tests. */
    public static StackPorts free() {
        Map<StackService, Integer> http = new EnumMap<>(StackService.class);
        Map<StackService, Integer> management = new EnumMap<>(StackService.class);
        for (StackService service : StackService.values()) {
            http.put(service, Ports.free());
            management.put(service, Ports.free());
        }
        return new StackPorts(Ports.free(), Ports.free(), Ports.free(), http, management);
    }

    int http(StackService service) {
        return portOf(http, service);
    }

    int management(StackService service) {
        return portOf(management, service);
    }

    private static int portOf(Map<StackService, Integer> ports, StackService service) {
        Integer port = ports.get(service);
        if (port == null) {
            throw new IllegalArgumentException("no port for " + service.module());
        }
        return port;
    }
}
