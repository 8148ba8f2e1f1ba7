package dev.trunkline.platform.notes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The desks of all tenants. */
@ApplicationScoped
public class Desks {

    private final Map<UUID, Desk> desks = new ConcurrentHashMap<>();

    public Desk of(UUID tenantId) {
        return desks.computeIfAbsent(tenantId, tenant -> new Desk());
    }

    /** Open from the beginning. */
    public static class Desk {

        private final List<String> visitors = new ArrayList<>();
        private volatile CountDownLatch closed = new CountDownLatch(0);
        private int present;
        private int mostTogether;

        public void close() {
            closed = new CountDownLatch(1);
        }

        public void open() {
            closed.countDown();
        }

        /** Who came, in order. */
        public synchronized List<String> visitors() {
            return List.copyOf(visitors);
        }

        public synchronized int present() {
            return present;
        }

        public synchronized int mostTogether() {
            return mostTogether;
        }

        void stay(String visitor) throws InterruptedException {
            enter(visitor);
            try {
                if (!closed.await(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the desk stays closed");
                }
            } finally {
                leave();
            }
        }

        private synchronized void enter(String visitor) {
            visitors.add(visitor);
            present++;
            mostTogether = Math.max(mostTogether, present);
        }

        private synchronized void leave() {
            present--;
        }
    }
}
