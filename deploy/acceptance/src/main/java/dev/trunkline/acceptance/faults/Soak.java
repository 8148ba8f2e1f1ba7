package dev.trunkline.acceptance.faults;

import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackSettings;
import dev.trunkline.local.story.FreshNumbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Many runs, one after another, on one stack: {@code soak --runs N --seed S [--seconds T] [--resume]}. */
public final class Soak {

    /** Held, or its level would be forgotten. The broker is killed on purpose; that its client notices is no news. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    private static final Duration USUAL = Duration.ofSeconds(5);

    private int runs = 10;
    private long seed = 1;
    private Duration duration = USUAL;
    private boolean resumed;
    private boolean untilViolated;
    private @Nullable Scenario only;
    private @Nullable Path beside;

    private Soak() {}

    public static void main(String[] arguments) throws Exception {
        KAFKA.setLevel(Level.SEVERE);
        Soak soak = new Soak();
        try {
            soak.read(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(
                    "usage: deploy/acceptance/soak [--runs N] [--seed S] [--seconds T] [--resume] [--until-violated] [--scenario X]"
                            + " [--beside PROJECT]");
            System.exit(2);
        }
        System.exit(soak.run() ? 0 : 1);
    }

    private void read(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            String option = arguments[i];
            if (option.equals("--resume")) {
                resumed = true;
                continue;
            }
            if (option.equals("--until-violated")) {
                untilViolated = true;
                continue;
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(option + " wants a value");
            }
            if (option.equals("--scenario")) {
                only = Scenario.valueOf(arguments[++i]);
                continue;
            }
            if (option.equals("--beside")) {
                beside = Path.of(arguments[++i]);
                continue;
            }
            long value = Long.parseLong(arguments[++i]);
            switch (option) {
                case "--runs" -> runs = Math.toIntExact(value);
                case "--seed" -> seed = value;
                case "--seconds" -> duration = Duration.ofSeconds(value);
                default -> throw new IllegalArgumentException("There is no option " + option);
            }
        }
    }

    private Scenario scenario(long each) {
        return only == null ? Scenario.of(each) : only;
    }

    /** Whether every run kept every promise. */
    private boolean run() throws IOException, InterruptedException {
        Path directory = Path.of(System.getProperty("trunkline.project", ""), "deploy/acceptance/target/soak")
                .toAbsolutePath();
        Path table = directory.resolve("runs.tsv");
        Files.createDirectories(directory);
        delete(directory.resolve("run"));
        if (!resumed) {
            Files.deleteIfExists(table);
        }
        List<String> before = Files.exists(table) ? Files.readAllLines(table) : List.of();
        boolean sound = before.stream().noneMatch(line -> line.contains("\tVIOLATED"));
        StackSettings settings = StackSettings.onFreePorts(directory.resolve("run"));
        try (Site site = new Site(beside == null ? settings : settings.withSecondsOf(beside));
                LocalStack stack = LocalStack.start(site.settings())) {
            for (long each = seed; each < seed + runs && (sound || !untilViolated); each++) {
                String known = each + "\t";
                if (before.stream().anyMatch(line -> line.startsWith(known))) {
                    continue;
                }
                Instant begin = Instant.now();
                // A single run finds everything new.
                if (runs > 1) {
                    stack.renew();
                }
                FaultRun.Result result = new FaultRun(
                                stack, site, new FreshNumbers(each), each, duration, directory, scenario(each))
                        .play();
                System.out.println(result);
                sound &= result.violations().isEmpty();
                String verdict = result.violations().isEmpty()
                        ? "sound"
                        : "VIOLATED " + result.violations().keySet();
                Files.writeString(
                        table,
                        known + result.scenario() + "\t" + result.commands() + "\t" + result.done() + "\t"
                                + result.faults().size() + "\t"
                                + Duration.between(begin, Instant.now()).toSeconds() + "\t" + verdict + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
        }
        System.out.println("seed\tscenario\tcommands\tdone\tfaults\tseconds\tverdict");
        Files.readAllLines(table).forEach(System.out::println);
        return sound;
    }

    /** What an earlier soak has left behind. */
    private static void delete(Path run) throws IOException {
        if (!Files.exists(run)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(run)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
