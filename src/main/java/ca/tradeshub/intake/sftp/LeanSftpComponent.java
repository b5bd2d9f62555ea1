// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import ca.tradeshub.intake.landing.Inbox;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpComponent;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.springframework.stereotype.Component;

/**
 * Camel's SFTP component, with two differences. Nothing is left of a connection that has ended: Camel's own keeps the
 * last channel of every consumer and producer until the next, and JSch keeps half a megabyte in each; hundreds of senders
 * would fill the heap with nothing. And a {@link Inbox} that filters a listing is shown all of it: Camel's own asks
 * no filter about hidden names and folders.
 */
@Component("sftp-component")
@SuppressWarnings("rawtypes") // as Camel declares its endpoint and operations
@org.apache.camel.spi.annotations.Component("sftp")
public class LeanSftpComponent extends SftpComponent {

    @Override
    protected GenericFileEndpoint<SftpRemoteFile> buildFileEndpoint(
            String uri, String remaining, Map<String, Object> parameters) throws Exception {
        SftpEndpoint endpoint = (SftpEndpoint) super.buildFileEndpoint(uri, remaining, parameters);
        return new LeanEndpoint(uri, this, endpoint.getConfiguration());
    }

    private static final class LeanEndpoint extends SftpEndpoint {

        LeanEndpoint(String uri, SftpComponent component, SftpConfiguration configuration) {
            super(uri, component, configuration);
        }

        @Override
        @SuppressWarnings("unchecked")
        public RemoteFileOperations<SftpRemoteFile> createRemoteFileOperations() {
            return (RemoteFileOperations<SftpRemoteFile>) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {RemoteFileOperations.class},
                    new Renewed(super::createRemoteFileOperations, this::listed));
        }

        private void listed(SftpRemoteFile<?>[] entries) {
            if ((Object) getFilter() instanceof Inbox folder) {
                folder.lists(entries);
            }
        }
    }

    /** The operations of one consumer or producer; with the end of a connection come new ones. */
    private static final class Renewed implements InvocationHandler {

        private static final Set<String> ENDS = Set.of("disconnect", "forceDisconnect");

        private final Supplier<RemoteFileOperations<SftpRemoteFile>> operations;
        private final Consumer<SftpRemoteFile<?>[]> listed;
        private volatile RemoteFileOperations<SftpRemoteFile> current;

        Renewed(Supplier<RemoteFileOperations<SftpRemoteFile>> operations, Consumer<SftpRemoteFile<?>[]> listed) {
            this.operations = operations;
            this.listed = listed;
            this.current = operations.get();
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            try {
                Object result = method.invoke(current, arguments);
                if (result instanceof SftpRemoteFile<?>[] entries) {
                    listed.accept(entries);
                }
                return result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            } finally {
                if (ENDS.contains(method.getName())) {
                    current = operations.get();
                }
            }
        }
    }
}
