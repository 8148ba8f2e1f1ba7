package dev.trunkline.operator.upload;

import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a file mean, by its headings: our own field names, those of the public operator portal for either of its
 * products, or the one column {@code Numbers}.
 */
final class CsvLayout {

    private static final String PORTAL_PREFIX = "serviceDetails_";

    private final Map<Product, Map<Field, Integer>> columns;
    private final int width;

    /** Whose columns. Our own and those that the portal has once are {@code NONE}'s. */
    private enum Product {
        NONE(""),
        OPERATOR_CONNECT("teamsOperatorConnect"),
        PHONE_MOBILE("teamsPhoneMobile");

        private final String name;

        Product(String name) {
            this.name = name;
        }
    }

    private enum Field {
        TELEPHONE_NUMBER("telephoneNumber", null),
        USAGE("usage", "configuration_usage"),
        ADDITIONAL_USAGES("additionalUsages", "configuration_additionalUsages"),
        MOBILE("mobile", null),
        TOLL_FREE("tollFree", null),
        CITY("city", null),
        CIVIC_ADDRESS_ID("civicAddressId", "configuration_civicAddressId"),
        LOCATION_ID("locationId", "configuration_locationId"),
        ALLOW_TENANT_ADDRESS_UPDATE("allowTenantAddressUpdate", "configuration_allowTenantAddressUpdate"),
        DISPLAYED_COUNTRY_CODE("displayedCountryCode", "configuration_displayedCountryCode"),
        ENABLED("enabled", "enabled"),
        ACCOUNT_NAME("accountName", null),
        ASSIGNMENT_STATUS(null, "assignmentStatus"),
        CHOOSABLE_CAPABILITIES(null, "configuration_choosableCapabilities"),
        CUSTOM_SIP_HEADER("configuration_customSipHeader", "configuration_customSipHeader"),
        /** What our own results say beside the row, so that they can be corrected and uploaded again. */
        LINE("line", null),
        STATUS("status", null),
        CODE("code", null),
        DETAIL("detail", null);

        private final @Nullable String own;
        private final @Nullable String portal;

        Field(@Nullable String own, @Nullable String portal) {
            this.own = own;
            this.portal = portal;
        }
    }

    private record Column(Product product, Field field) {}

    private static final Map<String, Column> HEADINGS = headings();

    /** The headings under which labels are written so that they are read again. */
    static final Map<String, String> LABELS = labels();

    private CsvLayout(Map<Product, Map<Field, Integer>> columns, int width) {
        this.columns = columns;
        this.width = width;
    }

    /**
     * Understands the first record of a file.
     *
     * @throws ProblemException 422 naming each heading that is unknown or twice there
     */
    static CsvLayout of(List<String> headings) {
        Map<Product, Map<Field, Integer>> columns = new EnumMap<>(Product.class);
        List<ProblemError> errors = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            String heading = headings.get(i).strip();
            Column column = HEADINGS.get(heading);
            if (column == null) {
                errors.add(new ProblemError(
                        "heading-unknown",
                        "Column %d has the unknown heading '%s'.".formatted(i + 1, shortened(heading)),
                        null));
            } else if (columns.computeIfAbsent(column.product(), product -> new EnumMap<>(Field.class))
                            .putIfAbsent(column.field(), i)
                    != null) {
                errors.add(new ProblemError(
                        "heading-repeated", "Column %d repeats the heading '%s'.".formatted(i + 1, heading), null));
            }
        }
        if (!columns.getOrDefault(Product.NONE, Map.of()).containsKey(Field.TELEPHONE_NUMBER)) {
            errors.add(new ProblemError("heading-missing", "A column telephoneNumber (or Numbers) is needed.", null));
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    UploadProblem.HEADINGS_UNKNOWN,
                    "Separate columns by commas or semicolons and head them with our field names, the public operator portal's, or Numbers alone.",
                    errors);
        }
        return new CsvLayout(columns, headings.size());
    }

    /** Our own field names. */
    static List<String> ownNames() {
        return Arrays.stream(Field.values())
                .map(field -> field.own)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Reads a record of the file. */
    SubmittedRow row(int line, List<String> cells) {
        Product product = product(cells);
        String fault = cells.size() == width
                ? null
                : "The row has %d cells and the heading %d.".formatted(cells.size(), width);
        Map<String, String> labels = new LinkedHashMap<>();
        label(labels, "accountName", cell(cells, Product.NONE, Field.ACCOUNT_NAME));
        label(labels, "assignmentStatus", cell(cells, product, Field.ASSIGNMENT_STATUS));
        label(labels, "choosableCapabilities", cell(cells, product, Field.CHOOSABLE_CAPABILITIES));
        label(labels, "customSipHeader", cell(cells, product, Field.CUSTOM_SIP_HEADER));
        return new SubmittedRow(
                line,
                line,
                cell(cells, product, Field.TELEPHONE_NUMBER),
                cell(cells, product, Field.USAGE),
                cell(cells, product, Field.ADDITIONAL_USAGES),
                product == Product.PHONE_MOBILE ? "true" : cell(cells, product, Field.MOBILE),
                cell(cells, product, Field.TOLL_FREE),
                cell(cells, product, Field.CITY),
                cell(cells, product, Field.CIVIC_ADDRESS_ID),
                cell(cells, product, Field.LOCATION_ID),
                cell(cells, product, Field.ALLOW_TENANT_ADDRESS_UPDATE),
                cell(cells, product, Field.DISPLAYED_COUNTRY_CODE),
                !"false".equalsIgnoreCase(cell(cells, product, Field.ENABLED)),
                labels,
                fault);
    }

    /** The product that the row is enabled for; where it is for none, one that says so. */
    private Product product(List<String> cells) {
        Product candidate = Product.NONE;
        for (Product product : List.of(Product.OPERATOR_CONNECT, Product.PHONE_MOBILE)) {
            if (!columns.containsKey(product)) {
                continue;
            }
            String enabled = cell(cells, product, Field.ENABLED);
            if ("true".equalsIgnoreCase(enabled)) {
                return product;
            }
            if (candidate == Product.NONE || enabled == null) {
                candidate = product;
            }
        }
        return candidate;
    }

    private @Nullable String cell(List<String> cells, Product product, Field field) {
        Integer index = columns.getOrDefault(product, Map.of()).get(field);
        if (index == null) {
            index = columns.getOrDefault(Product.NONE, Map.of()).get(field);
        }
        if (index == null || index >= cells.size()) {
            return null;
        }
        String text = FormulaSafe.read(cells.get(index).strip());
        return text.isEmpty() ? null : text;
    }

    private static void label(Map<String, String> labels, String name, @Nullable String value) {
        if (value != null) {
            labels.put(name, shortened(value.replace('\0', ' ')));
        }
    }

    private static Map<String, String> labels() {
        String product = PORTAL_PREFIX + Product.OPERATOR_CONNECT.name + "_";
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("accountName", "accountName");
        labels.put("assignmentStatus", product + "assignmentStatus");
        labels.put("choosableCapabilities", product + "configuration_choosableCapabilities");
        labels.put("customSipHeader", "configuration_customSipHeader");
        return Collections.unmodifiableMap(labels);
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200);
    }

    private static Map<String, Column> headings() {
        Map<String, Column> headings = new HashMap<>();
        headings.put("Numbers", new Column(Product.NONE, Field.TELEPHONE_NUMBER));
        for (Field field : Field.values()) {
            if (field.own != null) {
                headings.put(field.own, new Column(Product.NONE, field));
            }
            if (field.portal != null) {
                for (Product product : List.of(Product.OPERATOR_CONNECT, Product.PHONE_MOBILE)) {
                    headings.put(PORTAL_PREFIX + product.name + "_" + field.portal, new Column(product, field));
                }
            }
        }
        return headings;
    }
}
