import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { RouterProvider } from 'react-router';
import { createQueryClient } from '../api/queries/client.js';
import { isNewVersionThere } from '../api/version.js';
import { NewVersionContext } from '../components/Failure.js';
import { ThemeContext } from '../components/theme.js';
import { Login } from './Login.js';
import { createRouter } from './router.js';
import { SessionProvider, useSession } from './session.js';
import { Starting, Unreachable } from './Starting.js';
import { ThemeToggleContext, useChosenTheme } from './use-chosen-theme.js';

export function App() {
  const client = useMemo(createQueryClient, []);
  const [theme, toggleTheme] = useChosenTheme();
  return (
    <QueryClientProvider client={client}>
      <NewVersionContext.Provider value={isNewVersionThere}>
        <ThemeContext.Provider value={theme}>
          <ThemeToggleContext.Provider value={toggleTheme}>
            <SessionProvider>
              <Dashboard />
            </SessionProvider>
          </ThemeToggleContext.Provider>
        </ThemeContext.Provider>
      </NewVersionContext.Provider>
    </QueryClientProvider>
  );
}

function Dashboard() {
  const { session, resume } = useSession();
  const router = useMemo(createRouter, []);
  switch (session.is) {
    case 'starting':
      return <Starting />;
    case 'unreachable':
      return <Unreachable message={session.message} onRetry={resume} />;
    case 'nobody':
      return <Login />;
    case 'somebody':
      return <RouterProvider router={router} />;
  }
}
