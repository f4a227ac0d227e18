import java.util.List;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One node of a test cluster in a process of its own, on loopback only. Arguments: folder, name, http port, transport port, seeds. */
public final class Node {
    public static void main(String[] args) throws Exception {
        String folder = args[0], name = args[1], http = args[2], transport = args[3];
        List<String> seeds = List.of(args[4].split(","));
        List<String> names = List.of(args[5].split(","));
        OpenSearchRunner runner = new OpenSearchRunner();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(runner)));
        runner.onBuild((number, settings) -> {
            settings.put("node.name", name);
            settings.put("network.host", "127.0.0.1");
            settings.put("http.port", http);
            settings.put("transport.port", transport);
            settings.putList("discovery.seed_hosts", seeds);
            settings.putList("cluster.initial_cluster_manager_nodes", names);
            settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
        }).build(OpenSearchRunner.newConfigs().clusterName("gongkai-test").basePath(folder).numOfNode(1));
        System.out.println("started " + name);
        while (!runner.isClosed()) {
            Thread.sleep(500);
        }
    }

    private static void close(OpenSearchRunner runner) {
        try {
            runner.close();
        } catch (Exception problem) {
            System.err.println(problem);
        }
    }
}
