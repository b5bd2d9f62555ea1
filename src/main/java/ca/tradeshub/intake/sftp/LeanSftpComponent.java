// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import ca.tradeshub.intake.landing.Inbox;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.remote.RemoteFileConsumer;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpComponent;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.springframework.stereotype.Component;

/**
 * Camel's SFTP component, with three differences. Nothing is left of a producer's connection that has ended: Camel's own
 * keeps the last channel until the next, and JSch keeps half a megabyte in each; hundreds of senders would fill the heap
 * with nothing. A file is replaced without a listing of its folder: see {@link Replacing}. And a consumer whose poll
 * strategy is an {@link Inbox} is an {@link InboxConsumer}.
 */
@Component("sftp-component")
@SuppressWarnings("rawtypes") // as Camel declares its endpoint and operations
@org.apache.camel.spi.annotations.Component("sftp")
public class LeanSftpComponent extends SftpComponent {

    private final DropSiteSessions sessions = new DropSiteSessions();

    @Override
    protected GenericFileEndpoint<SftpRemoteFile> buildFileEndpoint(
            String uri, String remaining, Map<String, Object> parameters) throws Exception {
        SftpEndpoint endpoint = (SftpEndpoint) super.buildFileEndpoint(uri, remaining, parameters);
        return new LeanEndpoint(uri, this, endpoint.getConfiguration());
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        sessions.close();
    }

    private static final class LeanEndpoint extends SftpEndpoint {

        private final DropSiteSessions sessions;

        LeanEndpoint(String uri, LeanSftpComponent component, SftpConfiguration configuration) {
            super(uri, component, configuration);
            this.sessions = component.sessions;
        }

        @Override
        protected RemoteFileConsumer<SftpRemoteFile> buildConsumer(Processor processor) {
            return getPollStrategy() instanceof Inbox inbox
                    ? new InboxConsumer(this, processor, inbox, sessions)
                    : super.buildConsumer(processor);
        }

        @Override
        @SuppressWarnings("unchecked")
        public RemoteFileOperations<SftpRemoteFile> createRemoteFileOperations() {
            return (RemoteFileOperations<SftpRemoteFile>) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {RemoteFileOperations.class},
                    new Renewed(this::operations));
        }

        private RemoteFileOperations<SftpRemoteFile> operations() {
            Replacing operations = new Replacing(getProxy());
            operations.setEndpoint(this);
            return operations;
        }
    }

    /**
     * Operations whose rename replaces a file. To see whether a file exists, JSch lists its folder, which a sender that
     * leaves its responses fills with thousands; a producer with {@code fileExist=TryRename} does not ask. Servers with
     * OpenSSH's rename replace the file at once; on others it is removed first.
     */
    private static final class Replacing extends SftpOperations {

        Replacing(com.jcraft.jsch.Proxy proxy) {
            super(proxy);
        }

        @Override
        public boolean renameFile(String from, String to) {
            try {
                return super.renameFile(from, to);
            } catch (GenericFileOperationFailedException e) {
                try {
                    deleteFile(to);
                } catch (GenericFileOperationFailedException notReplaced) {
                    e.addSuppressed(notReplaced);
                    throw e;
                }
                return super.renameFile(from, to);
            }
        }
    }

    /** The operations of one producer; with the end of a connection come new ones. */
    private static final class Renewed implements InvocationHandler {

        private static final Set<String> ENDS = Set.of("disconnect", "forceDisconnect");

        private final Supplier<RemoteFileOperations<SftpRemoteFile>> operations;
        private volatile RemoteFileOperations<SftpRemoteFile> current;

        Renewed(Supplier<RemoteFileOperations<SftpRemoteFile>> operations) {
            this.operations = operations;
            this.current = operations.get();
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            try {
                return method.invoke(current, arguments);
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
