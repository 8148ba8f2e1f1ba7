package dev.trunkline.acceptance.faults;

import dev.trunkline.embedded.Ports;
import dev.trunkline.local.LocalStack;
import dev.trunkline.local.Replica;
import dev.trunkline.local.StackDetour;
import dev.trunkline.local.StackService;
import dev.trunkline.local.StackSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A stack whose every connection runs through a {@link Link}: of each service to PostgreSQL and to the broker, and of the clients to each
 * replica of a service. Clients reach one of the replicas that are in rotation, as behind a Service of Kubernetes.
 */
public final class Site implements AutoCloseable {

    private final StackSettings settings;
    private final Map<StackService, Link> databases = new EnumMap<>(StackService.class);
    private final Map<StackService, Link> brokers = new EnumMap<>(StackService.class);
    private final Map<URI, Link> clients = new HashMap<>();
    private final Map<StackService, List<URI>> rotation = new EnumMap<>(StackService.class);

    /** Lays the links; the stack is the caller's to start, with {@link #settings}. */
    public Site(StackSettings plain) {
        Map<StackService, StackDetour> detours = new EnumMap<>(StackService.class);
        for (StackService service : StackService.values()) {
            int broker = Ports.free();
            Link database = new Link(plain.ports().postgres());
            Link kafka = new Link(broker);
            databases.put(service, database);
            brokers.put(service, kafka);
            detours.put(service, new StackDetour(database.port(), kafka.port(), broker));
        }
        // Webhooks go to this machine. What is looked at from time to time is looked at often: a run is short.
        settings = plain.withDetours(detours)
                .withServiceOptions(
                        "-Dtrunkline.webhooks.private-targets=true",
                        "-Dtrunkline.webhooks.first-wait=200ms",
                        "-Dtrunkline.webhooks.longest-wait=1s",
                        "-Dtrunkline.webhooks.timeout=2s",
                        "-Dtrunkline.release.check-every=1s");
    }

    public StackSettings settings() {
        return settings;
    }

    /** Only the first replica of each service is there. */
    synchronized void begin(LocalStack stack) {
        open();
        rotation.clear();
        rotation.put(
                StackService.OPERATOR, new ArrayList<>(List.of(stack.addresses().operatorService())));
        rotation.put(
                StackService.TENANT, new ArrayList<>(List.of(stack.addresses().tenantService())));
        rotation.put(
                StackService.NUMBER, new ArrayList<>(List.of(stack.addresses().numberService())));
    }

    /** Where a client finds one of the replicas in rotation. */
    synchronized URI address(StackService service) {
        List<URI> replicas = rotation.getOrDefault(service, List.of());
        URI replica = replicas.get(ThreadLocalRandom.current().nextInt(replicas.size()));
        int port = clients.computeIfAbsent(replica, address -> new Link(address.getPort()))
                .port();
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Brings a replica that is ready into rotation. */
    synchronized void add(StackService service, URI replica) {
        List<URI> replicas = rotation.computeIfAbsent(service, unused -> new ArrayList<>());
        if (!replicas.contains(replica)) {
            replicas.add(replica);
        }
    }

    /** Starts a second replica of each service, all at once, and brings them into rotation. */
    void addSeconds(LocalStack stack) {
        for (StackService service : StackService.values()) {
            stack.second(service).process().start();
        }
        for (StackService service : StackService.values()) {
            Replica second = stack.second(service);
            second.process().awaitReady();
            add(service, second.address());
        }
    }

    /** Takes a replica out of rotation, unless it is the last one. */
    synchronized void remove(StackService service, URI replica) {
        List<URI> replicas = rotation.getOrDefault(service, List.of());
        if (replicas.size() > 1) {
            replicas.remove(replica);
        }
    }

    Link database(StackService service) {
        return link(databases, service);
    }

    Link broker(StackService service) {
        return link(brokers, service);
    }

    /** All links of the clients to a service. */
    synchronized List<Link> clients(StackService service) {
        return rotation.getOrDefault(service, List.of()).stream()
                .map(clients::get)
                .filter(link -> link != null)
                .toList();
    }

    /** Every link lets everything through. */
    synchronized void open() {
        databases.values().forEach(link -> link.become(Link.State.OPEN));
        brokers.values().forEach(link -> link.become(Link.State.OPEN));
        clients.values().forEach(link -> link.become(Link.State.OPEN));
    }

    @Override
    public synchronized void close() {
        databases.values().forEach(Link::close);
        brokers.values().forEach(Link::close);
        clients.values().forEach(Link::close);
    }

    private static Link link(Map<StackService, Link> links, StackService service) {
        Link link = links.get(service);
        if (link == null) {
            throw new IllegalArgumentException("no such service: " + service);
        }
        return link;
    }
}
