package dev.trunkline.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.contracts.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The operator sees the consent, takes an order by the tenant's id, and uploads the numbers. */
final class OperatorDelivers {

    private final Cast cast;
    private final Console console;
    private final OrderedNumbers ordered;

    OperatorDelivers(Cast cast, Console console, OrderedNumbers ordered) {
        this.cast = cast;
        this.console = console;
        this.ordered = ordered;
    }

    Delivery play() {
        console.act("The operator takes an order and delivers");
        readConsent();
        String orderId = placeOrder();
        UploadFile file = ordered.file();
        String upload = send(orderId, file);
        readResults(upload, file);
        console.step(
                "The operator closes the order, short of the numbers that were rejected",
                Expectation.status(200).value("/status", "completed"),
                () -> cast.operator()
                        .operatorService()
                        .post(
                                cast.operatorPath("/orders/" + orderId + "/complete"),
                                Map.of("reason", "The rejected rows are not needed")));
        return ordered.good();
    }

    private void readConsent() {
        console.eventually(
                "The operator sees the consent, with whom to talk to",
                Expectation.status(200)
                        .value("/status", "active")
                        .value("/contact/fullName", "Maria Muster")
                        .value("/contact/email", "maria.muster@contoso.example")
                        .value("/contact/companySize", "L250_U999"),
                () -> cast.operator().operatorService().get(cast.operatorPath("/consents/" + cast.tenantId())));
        console.eventually(
                "The operator reads the tenant's validated addresses, to deliver numbers with them",
                Expectation.status(200)
                        .and(
                                "3 addresses",
                                answer -> answer.items().size() == 3,
                                answer -> answer.items().size() + " addresses"),
                () -> cast.operator()
                        .numberService()
                        .get(cast.operatorPath("/tenants/" + cast.tenantId() + "/emergency-addresses")));
    }

    private String placeOrder() {
        List<Map<String, Object>> lines = new ArrayList<>();
        ordered.quantities().forEach((country, quantity) -> lines.add(line(country, quantity)));
        console.step(
                "An order for a tenant that nobody knows is refused like one without consent",
                Expectation.problem(403, "consent-required"),
                () -> order(Ids.next(), lines));
        console.step(
                "An order for a country without consent is refused",
                Expectation.status(422).errors("country-not-consented"),
                () -> order(cast.tenantId(), List.of(line(Market.NOT_CONSENTED, 10))));
        Answer placed = console.step(
                "The operator takes an order by the tenant's id for "
                        + ordered.quantities().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum() + " numbers in " + lines.size() + " countries",
                Expectation.status(201).value("/status", "submitted"),
                () -> order(cast.tenantId(), lines));
        String orderId = placed.text("/orderId");
        console.step("… and accepts it", Expectation.status(200).value("/status", "accepted"), () -> cast.operator()
                .operatorService()
                .post(cast.operatorPath("/orders/" + orderId + "/accept"), Map.of()));
        return orderId;
    }

    private Answer order(UUID tenantId, List<Map<String, Object>> lines) {
        return cast.operator()
                .operatorService()
                .post(cast.operatorPath("/orders"), Map.of("tenantId", tenantId, "type", "new", "lines", lines));
    }

    private static Map<String, Object> line(String country, int quantity) {
        return Map.of("country", country, "usage", "callingUserAssignment", "quantity", quantity);
    }

    /** The path of the upload. */
    private String send(String orderId, UploadFile file) {
        Path csv = write(file);
        try {
            Answer received = console.step(
                    "The operator uploads a file of " + file.size() + " rows",
                    Expectation.status(202).present("/uploadId"),
                    () -> upload(orderId, csv));
            String path = cast.operatorPath("/uploads/" + received.text("/uploadId"));
            follow(path, file.size());
            return path;
        } finally {
            delete(csv);
        }
    }

    private void follow(String path, int rows) {
        ProgressBar bar = console.progress("rows", rows);
        Expectation done =
                Expectation.status(200).value("/status", "completedWithErrors").value("/percentage", 100);
        console.eventually("The upload runs to its end", done, () -> {
            Answer answer = cast.operator().operatorService().get(path);
            bar.show(answer.body().at("/counts/accepted").asLong()
                    + answer.body().at("/counts/rejected").asLong());
            if (done.isMetBy(answer)) {
                bar.end();
            }
            return answer;
        });
    }

    private void readResults(String upload, UploadFile file) {
        Map<Long, String> rejected = new TreeMap<>();
        for (JsonNode row : cast.operator().operatorService().all(upload + "/rows?status=rejected")) {
            rejected.put(row.path("line").asLong(), row.path("code").asText());
            console.say("line " + row.path("line") + " "
                    + row.path("telephoneNumber").asText() + " "
                    + row.path("code").asText() + ": " + row.path("detail").asText());
        }
        console.step(
                "Each row has its result",
                Expectation.status(200)
                        .value("/counts/total", file.size())
                        .value("/counts/accepted", file.deliverable())
                        .value("/counts/rejected", file.expectedRejections().size())
                        .value("/counts/pending", 0),
                () -> cast.operator().operatorService().get(upload));
        console.check(
                "The rows that had to fail did, each for its own reason",
                new TreeMap<>(file.expectedRejections()),
                rejected);
    }

    private Answer upload(String orderId, Path csv) {
        try {
            return cast.operator().operatorService().upload(cast.operatorPath("/orders/" + orderId + "/uploads"), csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(UploadFile file) {
        try {
            Path csv = Files.createTempFile("trunkline-story-", ".csv");
            Files.writeString(csv, file.toCsv());
            return csv;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path csv) {
        try {
            Files.deleteIfExists(csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
