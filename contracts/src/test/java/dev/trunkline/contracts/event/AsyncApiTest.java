package dev.trunkline.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.contracts.ContractFiles;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The AsyncAPI documents say what the code says: who sends what, who takes it in, on which topic, in which form. */
class AsyncApiTest {

    private static final String FOLDER = "trunkline/asyncapi/";
    private static final Map<String, EventType> BY_TITLE = Arrays.stream(EventType.values())
            .collect(Collectors.toMap(type -> type.payload().getSimpleName(), Function.identity()));

    private final JsonNode messages =
            ContractFiles.yaml(FOLDER + "messages.yaml").at("/components/messages");

    @Test
    void everyTypeHasOneSenderAndAReceiver() {
        for (EventType type : EventType.values()) {
            assertThat(Participant.values())
                    .filteredOn(participant -> participant.sends().contains(type))
                    .describedAs("senders of %s", type)
                    .hasSize(1);
            assertThat(Participant.values())
                    .filteredOn(participant -> participant.receives().contains(type))
                    .describedAs("receivers of %s", type)
                    .isNotEmpty()
                    .noneMatch(participant -> participant.sends().contains(type));
        }
    }

    @Test
    void contactDataGoesToOperatorServiceAlone() {
        assertThat(Participant.values())
                .filteredOn(participant -> participant.receives().contains(EventType.ENABLEMENT_CONTACT_CHANGED))
                .containsExactly(Participant.OPERATOR_SERVICE);
    }

    @ParameterizedTest
    @EnumSource(Participant.class)
    void aServicesDocumentListsWhatItSendsAndReceives(Participant participant) {
        JsonNode document = document(participant);

        assertThat(document.path("asyncapi").asText()).isEqualTo("3.0.0");
        assertThat(document.at("/info/title").asText()).isEqualTo(participant.serviceName());
        assertThat(typesOf(document, "send")).isEqualTo(participant.sends());
        assertThat(typesOf(document, "receive")).isEqualTo(participant.receives());
    }

    @ParameterizedTest
    @EnumSource(Participant.class)
    void everyMessageStandsInTheChannelOfItsTopic(Participant participant) {
        document(participant).path("channels").forEach(channel -> {
            Topic topic = Arrays.stream(Topic.values())
                    .filter(candidate ->
                            candidate.topicName().equals(channel.path("address").asText()))
                    .findFirst()
                    .orElseThrow();
            assertThat(channel.path("messages"))
                    .isNotEmpty()
                    .allSatisfy(message -> assertThat(typeOf(message).topic()).isEqualTo(topic));
        });
    }

    @ParameterizedTest
    @EnumSource(Participant.class)
    void everyChannelHasTheSettingsOfItsTopic(Participant participant) {
        Properties settings = ContractFiles.properties("trunkline/topics.properties");
        document(participant).path("channels").forEach(channel -> {
            String topic = channel.path("address").asText();
            JsonNode kafka = channel.at("/bindings/kafka");

            assertThat(kafka.path("partitions").asText()).isEqualTo(settings.getProperty(topic + ".partitions"));
            assertThat(described(kafka.path("topicConfiguration"))).isEqualTo(configured(settings, topic + ".config."));
        });
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void aMessageNamesItsTypeAndItsSchema(EventType type) {
        JsonNode message = messages.path(messageName(type));
        JsonNode headers = message.at("/headers/allOf/1/properties");

        assertThat(message.path("name").asText()).isEqualTo(type.typeName());
        assertThat(headers.at("/ce_type/const").asText()).isEqualTo(type.typeName());
        assertThat(headers.at("/ce_dataschema/const").asText()).isEqualTo(type.dataSchema());
        assertThat(message.at("/payload/schema/$ref").asText()).isEqualTo("../schemas/" + type.schemaFile());
        assertThat(message.at("/bindings/kafka/key/description").asText()).isNotBlank();
    }

    @Test
    void thereIsNoMessageWithoutAType() {
        assertThat(messages.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(EventType.values())
                        .map(AsyncApiTest::messageName)
                        .toList());
    }

    private Set<EventType> typesOf(JsonNode document, String action) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (JsonNode operation : document.path("operations")) {
            if (operation.path("action").asText().equals(action)) {
                JsonNode channel = follow(document, operation.path("channel"));
                assertThat(channel.path("address").asText()).isNotBlank();
                for (JsonNode reference : operation.path("messages")) {
                    types.add(typeOf(follow(document, reference)));
                }
            }
        }
        return types;
    }

    private EventType typeOf(JsonNode message) {
        String reference = message.path("$ref").asText();
        assertThat(reference).startsWith("messages.yaml#/components/messages/");
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        return BY_TITLE.get(messages.path(name).path("title").asText());
    }

    private static JsonNode follow(JsonNode document, JsonNode reference) {
        JsonNode target = document.at(reference.path("$ref").asText().substring(1));
        assertThat(target.isMissingNode()).describedAs("%s", reference).isFalse();
        return target;
    }

    private static Map<String, String> described(JsonNode configuration) {
        Map<String, String> described = new TreeMap<>();
        configuration.properties().forEach(setting -> {
            JsonNode value = setting.getValue();
            described.put(setting.getKey(), (value.isArray() ? value.get(0) : value).asText());
        });
        return described;
    }

    private static Map<String, String> configured(Properties settings, String prefix) {
        return settings.stringPropertyNames().stream()
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toMap(
                        name -> name.substring(prefix.length()), settings::getProperty, (a, b) -> a, TreeMap::new));
    }

    private static String messageName(EventType type) {
        String title = type.payload().getSimpleName();
        return Character.toLowerCase(title.charAt(0)) + title.substring(1);
    }

    private static JsonNode document(Participant participant) {
        return ContractFiles.yaml(FOLDER + participant.serviceName() + ".yaml");
    }
}
