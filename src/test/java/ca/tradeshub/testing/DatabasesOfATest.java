// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Closes the databases that a test has asked for, from its fields to its last line, after everything else of the test
 * has ended. Databases that are made before the instance, for all tests of a class, stay open.
 */
public final class DatabasesOfATest implements TestInstancePreConstructCallback, BeforeEachCallback {

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext instance, ExtensionContext context) {
        TestDatabase.beginTest();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(Namespace.create(DatabasesOfATest.class))
                .put("databases", (CloseableResource) TestDatabase::endTest);
    }
}
