package dev.trunkline.benchmark;

import dev.trunkline.embedded.EmbeddedPostgres;
import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackService;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** How the replicas of each service share partitions and lanes, and whether all databases say the same when nothing is under way. */
final class Sharing {

    /** Numbers and users as their owner has them, and as the others were told: how many, and the sum of their revisions. */
    private static final List<Told> TOLD = List.of(
            new Told("number", "phone_number where number_type = 'operatorConnect'", "operator", "numbers"),
            new Told("tenant", "user_account", "number", "tenant_user"));

    private static final String HOLDINGS =
            """
            select count(*) from phone_number n
             where n.order_id = ?
               and (select count(*) from number_history h where h.number = n.number and h.holding_id = n.holding_id) = 1
            """;

    private final LocalStack stack;
    private final EmbeddedPostgres postgres;

    Sharing(LocalStack stack) {
        this.stack = stack;
        this.postgres = stack.postgres();
    }

    private record Told(String owner, String owned, String other, String known) {}

    /**
     * The consumer group of a service.
     *
     * @param owned partitions that exactly one member has
     * @param fewest partitions of a member
     */
    record Group(String service, int members, int partitions, int owned, int fewest) {

        boolean isComplete(int replicas) {
            return members == replicas && owned == partitions && fewest > 0;
        }
    }

    /** Until every lane is empty and the others know what its owner has; what is different then is in {@link #differences}. */
    void awaitQuiet() throws InterruptedException {
        Parties.await(() -> {
            try {
                return !anythingWaits() && differences().isEmpty();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private boolean anythingWaits() throws SQLException {
        for (StackService service : StackService.values()) {
            if (!value(service.database(), "select count(*) from outbox").equals("0")) {
                return true;
            }
        }
        return false;
    }

    /** What was lost or came twice, or was set aside. */
    List<String> differences() throws SQLException {
        List<String> differences = new ArrayList<>();
        for (Told told : TOLD) {
            String query = "select count(*) || ' with revisions of ' || coalesce(sum(revision), 0) from ";
            String owned = value(told.owner(), query + told.owned());
            String known = value(told.other(), query + told.known());
            if (!owned.equals(known)) {
                differences.add(told + ": " + owned + ", " + known);
            }
        }
        for (StackService service : StackService.values()) {
            String dead = value(service.database(), "select count(*) from dead_letter");
            if (!dead.equals("0")) {
                differences.add(dead + " dead letters of " + service.module());
            }
        }
        return differences;
    }

    private String value(String database, String query) throws SQLException {
        try (Connection connection = postgres.superuser(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    List<Group> groups() throws InterruptedException, ExecutionException {
        List<Group> groups = new ArrayList<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            for (StackService service : StackService.values()) {
                groups.add(group(admin, service.module()));
            }
        }
        return groups;
    }

    private static Group group(Admin admin, String name) throws InterruptedException, ExecutionException {
        List<MemberDescription> members = admin.describeConsumerGroups(List.of(name)).all().get().values().stream()
                .flatMap(described -> described.members().stream())
                .toList();
        List<TopicPartition> assigned = members.stream()
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .toList();
        Set<String> topics = assigned.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        int partitions = 0;
        for (TopicDescription topic :
                admin.describeTopics(topics).allTopicNames().get().values()) {
            partitions += topic.partitions().size();
        }
        Set<TopicPartition> once = new HashSet<>(assigned);
        int fewest = members.stream()
                .mapToInt(member -> member.assignment().topicPartitions().size())
                .min()
                .orElse(0);
        return new Group(name, members.size(), partitions, once.size() == assigned.size() ? once.size() : -1, fewest);
    }

    /** Bytes of each topic of ours, as the broker has them on its disk. */
    Map<String, Long> topicBytes() throws InterruptedException, ExecutionException {
        Map<String, Long> bytes = new TreeMap<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            List<Integer> brokers =
                    admin.describeCluster().nodes().get().stream().map(Node::id).toList();
            for (Map<String, LogDirDescription> folders :
                    admin.describeLogDirs(brokers).allDescriptions().get().values()) {
                for (LogDirDescription folder : folders.values()) {
                    folder.replicaInfos().forEach((partition, replica) -> {
                        if (partition.topic().startsWith("trunkline.")) {
                            bytes.merge(partition.topic(), replica.size(), Long::sum);
                        }
                    });
                }
            }
        }
        return bytes;
    }

    /** How many numbers of an order are held, and have been changed once. */
    static long holdingsWithOneStep(EmbeddedPostgres postgres, UUID orderId) throws SQLException {
        try (Connection connection = postgres.superuser("number");
                PreparedStatement count = connection.prepareStatement(HOLDINGS)) {
            count.setObject(1, orderId);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
