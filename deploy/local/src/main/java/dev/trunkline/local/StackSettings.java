package dev.trunkline.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * @param project the root of the source tree, with the packaged services in it
 * @param runDirectory takes data, logs and process ids; two stacks never share one
 * @param durable false spares the waits for the disk, for tests that pull no plug
 * @param serviceOptions added to the command line of each JVM, the servers' too
 * @param databaseOptions settings of PostgreSQL ({@code name=value}) that win over those for small machines
 * @param detours of services that do not reach PostgreSQL and Kafka directly
 * @param secondsProject where the second replicas of services are packaged: another version's source tree, or the same
 */
public record StackSettings(
        Path project,
        Path runDirectory,
        StackPorts ports,
        boolean durable,
        List<String> serviceOptions,
        List<String> databaseOptions,
        Map<StackService, StackDetour> detours,
        Path secondsProject) {
    public StackSettings {
        project = project.toAbsolutePath().normalize();
        runDirectory = runDirectory.toAbsolutePath().normalize();
        serviceOptions = List.copyOf(serviceOptions);
        databaseOptions = List.copyOf(databaseOptions);
        detours = Map.copyOf(detours);
        secondsProject = secondsProject.toAbsolutePath().normalize();
    }

    public StackSettings(
            Path project,
            Path runDirectory,
            StackPorts ports,
            boolean durable,
            List<String> serviceOptions,
            List<String> databaseOptions) {
        this(project, runDirectory, ports, durable, serviceOptions, databaseOptions, Map.of(), project);
    }

    public StackSettings(
            Path project, Path runDirectory, StackPorts ports, boolean durable, List<String> serviceOptions) {
        this(project, runDirectory, ports, durable, serviceOptions, List.of());
    }

    /** The stack of {@code deploy/local/up}. */
    public static StackSettings standard(Path project) {
        return new StackSettings(project, project.resolve("deploy/local/run"), StackPorts.standard(), true, List.of());
    }

    /** For a test: free ports, a directory of its own, durable as the real one; the project is found above the working directory. */
    public static StackSettings onFreePorts(Path runDirectory) {
        return new StackSettings(projectAbove(Path.of("")), runDirectory, StackPorts.free(), true, List.of());
    }

    /** The same with further options for each JVM. */
    public StackSettings withServiceOptions(String... further) {
        List<String> options = new ArrayList<>(serviceOptions);
        options.addAll(List.of(further));
        return new StackSettings(
                project, runDirectory, ports, durable, options, databaseOptions, detours, secondsProject);
    }

    /** The same with further settings of PostgreSQL ({@code name=value}). */
    public StackSettings withDatabaseOptions(String... further) {
        List<String> options = new ArrayList<>(databaseOptions);
        options.addAll(List.of(further));
        return new StackSettings(
                project, runDirectory, ports, durable, serviceOptions, options, detours, secondsProject);
    }

    /** The same with services that take these ways to their servers. */
    public StackSettings withDetours(Map<StackService, StackDetour> ways) {
        return new StackSettings(
                project, runDirectory, ports, durable, serviceOptions, databaseOptions, ways, secondsProject);
    }

    /** The same with second replicas of another version, whose schema is older. */
    public StackSettings withSecondsOf(Path other) {
        return new StackSettings(
                project, runDirectory, ports, durable, serviceOptions, databaseOptions, detours, other);
    }

    private static Path projectAbove(Path start) {
        for (Path folder = start.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("mvnw")) && Files.isDirectory(folder.resolve("deploy/local"))) {
                return folder;
            }
        }
        throw new IllegalStateException("There is no Trunkline project above " + start.toAbsolutePath());
    }
}
