package ca.tradeshub.routes;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Route files in a test's context, their beans replaced by one stand-in. */
final class RouteFiles {

    private RouteFiles() {}

    /** Puts a stand-in in place of beans, and a policy that tries again so many times without waiting. */
    static void standIn(CamelContext camel, Object standIn, int redeliveries, List<String> beans) {
        beans.forEach(name -> camel.getRegistry().bind(name, standIn));
        RedeliveryPolicy impatient = new RedeliveryPolicy();
        impatient.setMaximumRedeliveries(redeliveries);
        impatient.setRedeliveryDelay(1);
        camel.getRegistry().bind("retryThenPark", impatient);
    }

    /** Loads a route file and the failure policies it names. */
    static void load(CamelContext camel, String file) throws Exception {
        for (String each : List.of("failures", file)) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveResource(camel, "file:routes/" + each + ".camel.yaml"));
        }
    }
}
