package dev.trunkline.benchmark;

import dev.trunkline.local.Replica;
import dev.trunkline.local.StackService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What one replica has done, by its own metrics and the kernel's.
 *
 * @param applied events of its partitions
 * @param relayed events of lanes that it held
 * @param processorSeconds of its process
 * @param residentMib the most that was ever resident of it
 * @param heapMib committed heap, part of that
 * @param liveMib what was left of the heap after the last collection of all of it
 */
record ReplicaShare(
        StackService service,
        long applied,
        long relayed,
        double processorSeconds,
        long residentMib,
        long heapMib,
        long liveMib) {

    static final ReplicaShare NONE = new ReplicaShare(StackService.OPERATOR, 0, 0, 0, 0, 0, 0);

    private static final long MIB = 1 << 20;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern APPLIED = metric("trunkline_inbox_events_total\\{[^}]*outcome=\"applied\"[^}]*\\}");
    private static final Pattern RELAYED = metric("trunkline_outbox_relayed_total(?:\\{[^}]*\\})?");
    private static final Pattern HEAP = metric("jvm_memory_committed_bytes\\{[^}]*area=\"heap\"[^}]*\\}");
    private static final Pattern LIVE = metric("jvm_gc_live_data_size_bytes(?:\\{[^}]*\\})?");

    private static Pattern metric(String sample) {
        return Pattern.compile("^" + sample + " ([0-9.E+]+)$", Pattern.MULTILINE);
    }

    static ReplicaShare of(StackService service, Replica replica) throws IOException, InterruptedException {
        URI metrics = replica.management().resolve("/q/metrics");
        HttpRequest request = HttpRequest.newBuilder(metrics)
                .header("Accept", "text/plain")
                .timeout(Duration.ofSeconds(20))
                .build();
        String shown = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        long pid = replica.process().pid();
        return new ReplicaShare(
                service,
                sum(APPLIED, shown),
                sum(RELAYED, shown),
                Stopwatch.seconds(ProcessorTime.of(pid)),
                ServerMemory.peakMib(pid),
                sum(HEAP, shown) / MIB,
                sum(LIVE, shown) / MIB);
    }

    private static long sum(Pattern pattern, String shown) {
        return Math.round(pattern.matcher(shown)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum());
    }

    /** What has come since then; memory is as it is. */
    ReplicaShare since(ReplicaShare earlier) {
        return new ReplicaShare(
                service,
                applied - earlier.applied,
                relayed - earlier.relayed,
                processorSeconds - earlier.processorSeconds,
                residentMib,
                heapMib,
                liveMib);
    }
}
